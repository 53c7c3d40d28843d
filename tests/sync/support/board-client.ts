import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { type Board, observeBoard, readBoard } from "#contract/board";

export interface Opening {
  url: string;
  name: string;
  cookie?: string;
  ticket?: string;
  origin?: string;
  /** What a browser kept of the document from before. */
  doc?: Y.Doc;
}

/** How long anything may take before the test says what it waited for. */
const WITHIN = 15_000;

/** A real y-websocket client, as a browser runs it, with Bun's own WebSocket under it. */
export class BoardClient {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  /** Codes with which the server closed, in order. */
  readonly closes: number[] = [];
  updates = 0;

  constructor({ url, name, cookie, ticket, origin, doc }: Opening) {
    this.doc = doc ?? new Y.Doc();
    const headers = { ...(cookie && { cookie }), ...(origin && { origin }) };
    class WithHeaders extends WebSocket {
      constructor(address: string) {
        super(address, { headers } as never);
      }
    }
    this.provider = new WebsocketProvider(`${url.replace("http", "ws")}/yjs`, name, this.doc, {
      WebSocketPolyfill: WithHeaders as unknown as typeof WebSocket,
      disableBc: true,
      maxBackoffTime: 200,
      ...(ticket && { params: { ticket } }),
    });
    this.provider.on("connection-close", (event) => {
      if (event) this.closes.push(event.code);
    });
    this.doc.on("update", () => {
      this.updates += 1;
    });
  }

  get board(): Board {
    const board = readBoard(this.doc);
    if (!board) throw new Error("the board has not come yet");
    return board;
  }

  /** Resolves with the board as soon as it is so. */
  when(isSo: (board: Board) => boolean, what: string): Promise<Board> {
    return within(what, (done) =>
      observeBoard(this.doc, (board) => {
        if (isSo(board)) done(board);
      }),
    );
  }

  /** Resolves when the document says so. */
  whenDoc(isSo: () => boolean, what: string): Promise<void> {
    return within(what, (done) => {
      const look = () => {
        if (isSo()) done();
      };
      this.doc.on("update", look);
      this.provider.awareness.on("change", look);
      look();
      return () => {
        this.doc.off("update", look);
        this.provider.awareness.off("change", look);
      };
    });
  }

  synced(): Promise<void> {
    return within("the first sync", (done) => {
      const look = (is: boolean) => is && done();
      this.provider.on("sync", look);
      look(this.provider.synced);
      return () => this.provider.off("sync", look);
    });
  }

  /** The code of the next close by the server, or of one that has been. */
  closed(): Promise<number> {
    return within("a close", (done) => {
      const look = () => {
        if (this.closes.length > 0) done(this.closes[0]!);
      };
      this.provider.on("connection-close", look);
      look();
      return () => this.provider.off("connection-close", look);
    });
  }

  stop(): void {
    this.provider.destroy();
    this.doc.destroy();
  }
}

/** Opens a document and waits for its first sync. */
export async function openDocument(opening: Opening): Promise<BoardClient> {
  const client = new BoardClient(opening);
  await client.synced();
  return client;
}

/** Opens one that must be refused. @returns the code */
export async function refusedDocument(opening: Opening): Promise<number> {
  const client = new BoardClient(opening);
  const code = await client.closed();
  client.stop();
  return code;
}

/** @param listen calls `done` once; returns what stops it */
function within<T>(what: string, listen: (done: (value: T) => void) => () => void): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const timer = setTimeout(() => reject(new Error(`waited in vain for ${what}`)), WITHIN);
  const stop = listen(resolve);
  return promise.finally(() => {
    clearTimeout(timer);
    stop();
  });
}
