import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from "y-protocols/sync";

/**
 * The frames of y-websocket, one message each. Written out here because every byte comes from
 * strangers: what is not exactly a frame is no frame.
 */
export type Frame =
  /** What the client has; it asks for the rest. */
  | { kind: "ask"; vector: Uint8Array }
  /** What the client offers: SyncStep2 or an update. */
  | { kind: "offer"; update: Uint8Array }
  | { kind: "presence"; update: Uint8Array }
  | { kind: "ask-presence" };

const SYNC = 0;
const PRESENCE = 1;
const ASK_PRESENCE = 3;

/** Null for anything malformed. */
export function readFrame(bytes: Uint8Array): Frame | null {
  const reader = new Reader(bytes);
  const type = reader.uint();
  if (type === ASK_PRESENCE) return reader.atEnd ? { kind: "ask-presence" } : null;
  const step = type === SYNC ? reader.uint() : null;
  const payload = reader.bytes();
  if (payload === null || !reader.atEnd) return null;
  if (type === PRESENCE) return { kind: "presence", update: payload };
  if (step === messageYjsSyncStep1) return { kind: "ask", vector: payload };
  const offered = step === messageYjsSyncStep2 || step === messageYjsUpdate;
  return offered ? { kind: "offer", update: payload } : null;
}

/** Our answer to what a client has. */
export function answerFrame(update: Uint8Array): Uint8Array {
  return frame([SYNC, messageYjsSyncStep2], update);
}

/** Asks a client for what we do not have. */
export function askFrame(vector: Uint8Array): Uint8Array {
  return frame([SYNC, messageYjsSyncStep1], vector);
}

export function updateFrame(update: Uint8Array): Uint8Array {
  return frame([SYNC, messageYjsUpdate], update);
}

export function presenceFrame(update: Uint8Array): Uint8Array {
  return frame([PRESENCE], update);
}

/** News of nobody: y-websocket comes again after 30 s of silence, and pings are not heard. */
export const KEEP_ALIVE = presenceFrame(new Uint8Array([0]));

function frame(head: number[], payload: Uint8Array): Uint8Array {
  const start = Uint8Array.from([...head, ...uint(payload.length)]);
  return new Uint8Array(Buffer.concat([start, payload]));
}

/** A whole number in as many bytes as it needs. */
export function uint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push(128 | (rest % 128));
  return [...bytes, rest];
}

/** Reads variable-length integers and what they measure; null once it does not add up. */
export class Reader {
  #at = 0;

  constructor(readonly data: Uint8Array) {}

  get atEnd(): boolean {
    return this.#at === this.data.length;
  }

  uint(): number | null {
    let value = 0;
    for (let unit = 1; unit <= 2 ** 49; unit *= 128) {
      const byte = this.data[this.#at++];
      if (byte === undefined) return null;
      value += (byte & 127) * unit;
      if (byte < 128) return Number.isSafeInteger(value) ? value : null;
    }
    return null;
  }

  bytes(): Uint8Array | null {
    const length = this.uint();
    if (length === null || length > this.data.length - this.#at) return null;
    const start = this.#at;
    this.#at += length;
    return this.data.subarray(start, this.#at);
  }
}
