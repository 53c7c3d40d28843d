import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { type Board, observeBoard } from "#contract/board";
import { CLOSE } from "#contract/board-documents";

export interface DocumentEvents {
  /** What the document says now. */
  board(name: string, board: Board): void;
  /** Its line came or went. */
  line(name: string, isUp: boolean): void;
  /** Nobody answered where sockets are opened. */
  unreached(name: string): void;
  /** Closed for good, or told to ask what is offered now. */
  closed(name: string, code: number): void;
}

/** One board document, followed over its own socket. A viewer writes nothing and is not announced. */
export class BoardDocument {
  readonly #doc = new Y.Doc();
  readonly #provider: WebsocketProvider;
  readonly #stop: () => void;

  constructor(
    readonly name: string,
    events: DocumentEvents,
  ) {
    this.#provider = providerOf(name, this.#doc);
    this.#provider.awareness.setLocalState(null);
    this.#stop = observeBoard(this.#doc, (board) => events.board(name, board));
    this.#provider.on("sync", (isSynced) => events.line(name, isSynced));
    this.#provider.on("connection-close", (event) => {
      events.line(name, false);
      if (event?.code === CLOSE.changed) events.closed(name, event.code);
    });
    this.#provider.on("connection-error", () => events.unreached(name));
    this.#provider.on("closed", ({ code }) => events.closed(name, code));
    this.#provider.connect();
  }

  close(): void {
    this.#stop();
    this.#provider.destroy();
    this.#doc.destroy();
  }
}

/** Some shells and proxies leave out or block sockets altogether. */
export const HAS_SOCKETS = typeof WebSocket === "function";

/** Not connected yet. Tabs do not speak past the server: `disableBc`. */
export function providerOf(name: string, doc: Y.Doc): WebsocketProvider {
  const url = `${location.origin.replace(/^http/, "ws")}/yjs`;
  return new WebsocketProvider(url, name, doc, { disableBc: true, connect: false });
}
