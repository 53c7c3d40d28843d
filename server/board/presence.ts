import {
  Awareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from "y-protocols/awareness";
import type * as Y from "yjs";
import type { Connection } from "./connection.ts";
import { presenceFrame, Reader } from "./wire.ts";

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

  /** @returns why the update is refused, or null */
  take(connection: Connection, update: Uint8Array, user: PresentUser): string | null {
    const said = readPresence(update);
    if (!said) return "malformed presence";
    const { client, clock, state } = said;
    const own = this.#clients.get(connection);
    const taken = [...this.#clients].some(([other, id]) => id === client && other !== connection);
    // A client that came again before its old connection was missed is not refused, only not heard.
    if (taken || (own !== undefined && own !== client)) return null;
    this.#clients.set(connection, client);
    const row = state && typeof state.row === "string" ? state.row.slice(0, MAX_ROW) : null;
    const shown = state === null ? null : { user, row };
    applyAwarenessUpdate(this.#awareness, encodeOne(client, clock, shown), connection);
    return null;
  }

  leave(connection: Connection): void {
    const client = this.#clients.get(connection);
    this.#clients.delete(connection);
    if (client !== undefined) removeAwarenessStates(this.#awareness, [client], connection);
  }
}

/** The one state of an update; null when it is none, or several, which only a server would send. */
function readPresence(
  update: Uint8Array,
): { client: number; clock: number; state: { row?: unknown } | null } | null {
  const reader = new Reader(update);
  const count = reader.uint();
  const client = reader.uint();
  const clock = reader.uint();
  const bytes = reader.bytes();
  if (count !== 1 || client === null || clock === null || bytes === null) return null;
  if (!reader.atEnd || bytes.length > MAX_STATE) return null;
  try {
    const state: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return typeof state === "object" && !Array.isArray(state) ? { client, clock, state } : null;
  } catch {
    return null;
  }
}

/** One state as an awareness update. */
function encodeOne(client: number, clock: number, state: object | null): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(state));
  return Uint8Array.from([1, ...uint(client), ...uint(clock), ...uint(json.length), ...json]);
}

function uint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push(128 | (rest % 128));
  return [...bytes, rest];
}
