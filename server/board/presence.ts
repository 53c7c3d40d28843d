import {
  Awareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from "y-protocols/awareness";
import type * as Y from "yjs";
import type { Connection } from "./connection.ts";
import { presenceFrame, Reader, uint } from "./wire.ts";

/** Place and post of somebody who has the notes open; never a name. */
export interface PresentUser {
  post: string;
  place: string;
}

/** What a client may say of itself: the row it is at. */
const MAX_ROW = 80;
const MAX_STATE = 2_000;

/**
 * Who has a document of notes open. Each connection speaks for one client id, its own, and the
 * server writes who that is.
 */
export class Presence {
  readonly #awareness: Awareness;
  readonly #clients = new Map<Connection, number>();

  /** @param tell sends a frame to everybody */
  constructor(doc: Y.Doc, tell: (frame: Uint8Array) => void) {
    this.#awareness = new Awareness(doc);
    this.#awareness.setLocalState(null);
    this.#awareness.on(
      "update",
      ({ added, updated, removed }: Record<"added" | "updated" | "removed", number[]>) => {
        const clients = [...added, ...updated, ...removed];
        tell(presenceFrame(encodeAwarenessUpdate(this.#awareness, clients)));
      },
    );
  }

  greet(connection: Connection): void {
    const clients = [...this.#awareness.getStates().keys()];
    if (clients.length === 0) return;
    connection.send(presenceFrame(encodeAwarenessUpdate(this.#awareness, clients)));
  }

  /**
   * Takes what a client says of itself. y-websocket also sends back what it was told of others;
   * that is passed over.
   * @returns why the update is refused, or null
   */
  take(connection: Connection, update: Uint8Array, user: PresentUser): string | null {
    const said = readPresence(update);
    if (!said) return "malformed presence";
    for (const one of said) {
      if (!this.#isOwn(connection, one)) continue;
      this.#clients.set(connection, one.client);
      const shown = one.state === null ? null : { user, row: rowOf(one.state) };
      applyAwarenessUpdate(this.#awareness, encodeOne({ ...one, state: shown }), connection);
    }
    return null;
  }

  #isOwn(connection: Connection, { client, state }: Said): boolean {
    const own = this.#clients.get(connection);
    if (own !== undefined) return own === client;
    return state !== null && ![...this.#clients.values()].includes(client);
  }

  leave(connection: Connection): void {
    const client = this.#clients.get(connection);
    this.#clients.delete(connection);
    if (client !== undefined) removeAwarenessStates(this.#awareness, [client], connection);
  }
}

interface Said {
  client: number;
  clock: number;
  state: object | null;
}

function rowOf(state: object): string | null {
  return "row" in state && typeof state.row === "string" ? state.row.slice(0, MAX_ROW) : null;
}

/** The states of an update, or null when it is none. */
function readPresence(update: Uint8Array): Said[] | null {
  const reader = new Reader(update);
  const count = reader.uint();
  const said: Said[] = [];
  while (count !== null && said.length < count) {
    const client = reader.uint();
    const clock = reader.uint();
    const state = readState(reader.bytes());
    if (client === null || clock === null || state === undefined) return null;
    said.push({ client, clock, state });
  }
  return count !== null && reader.atEnd ? said : null;
}

/** Undefined when it is no state. */
function readState(bytes: Uint8Array | null): object | null | undefined {
  if (bytes === null || bytes.length > MAX_STATE) return undefined;
  try {
    const state: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return typeof state === "object" ? state : undefined;
  } catch {
    return undefined;
  }
}

/** One state as an awareness update. */
function encodeOne({ client, clock, state }: Said): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(state));
  return Uint8Array.from([1, ...uint(client), ...uint(clock), ...uint(json.length), ...json]);
}
