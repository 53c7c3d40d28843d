import * as Y from "yjs";
import type { Connection } from "./connection.ts";
import { answerFrame, type Frame, updateFrame } from "./wire.ts";

/** A few clients behind by the same amount ask for the same after a short break of the network. */
const KEPT_ANSWERS = 16;

/** A document with its connections: answers who asks, and tells all what changes. */
export abstract class SharedDocument {
  readonly doc = new Y.Doc();
  readonly connections = new Set<Connection>();
  /** First syncs as encoded frames, by what the client had; void with every change. */
  readonly #answers = new Map<string, Uint8Array>();
  #gone = false;

  constructor(readonly name: string) {
    this.doc.on("update", (update: Uint8Array) => {
      this.#answers.clear();
      const frame = updateFrame(update);
      for (const connection of this.connections) connection.send(frame);
    });
  }

  join(connection: Connection): void {
    this.connections.add(connection);
  }

  leave(connection: Connection): void {
    this.connections.delete(connection);
  }

  /** Takes one frame; what is refused costs the sender a strike. */
  abstract receive(connection: Connection, frame: Frame): void;

  /** No longer kept open here: whoever has it open comes again, and whoever comes now opens another. */
  retire(code: number, reason: string): void {
    this.#gone = true;
    for (const connection of this.connections) connection.close(code, reason);
  }

  get isGone(): boolean {
    return this.#gone;
  }

  destroy(): void {
    this.doc.destroy();
  }

  /** SyncStep2 for a client with this state vector. */
  protected answer(connection: Connection, vector: Uint8Array): void {
    const key = Buffer.from(vector).toString("base64");
    let frame = this.#answers.get(key);
    if (!frame) {
      try {
        frame = answerFrame(Y.encodeStateAsUpdate(this.doc, vector));
      } catch {
        connection.strike("malformed state vector");
        return;
      }
      if (this.#answers.size >= KEPT_ANSWERS) this.#answers.clear();
      this.#answers.set(key, frame);
    }
    connection.send(frame);
  }
}
