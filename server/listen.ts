import { MAX_UPLOAD } from "./attachments/attachments.ts";
import { onPort } from "./free-port.ts";
import type { System } from "./system.ts";

export interface Listening {
  port: number;
  /** Takes no more requests and lets those under way end, three seconds at most. */
  stop(): Promise<void>;
}

/** An edge that speaks websocket: it takes the handshakes under its path and drives what it opened. */
export interface SocketEdge {
  /** `/socket.io/`, `/yjs/`. */
  path: string;
  /** Answers a handshake; undefined, or anything, once the connection is upgraded. */
  upgrade(request: Request, server: Bun.Server<unknown>): Promise<Response | undefined>;
  /** Whether this edge opened the socket, by its `data`. */
  owns(ws: Ws): boolean;
  open(ws: Ws): void;
  message(ws: Ws, frame: string | Buffer): void;
  drain(ws: Ws): void;
  close(ws: Ws, code: number, reason: string): void;
  /** Ends all its connections. */
  stop(): void;
}
type Ws = Bun.ServerWebSocket<unknown>;

/** A backstop only: the edge counts the bytes itself and says so in words. */
const MAX_REQUEST = MAX_UPLOAD + 1024 * 1024;
const GRACE = 3_000;
/** Longest frame of any socket; a longer one ends the connection with 1009. */
const MAX_FRAME = 256 * 1024;
/** Bytes that may wait for a slow client: then it is cut, and comes back by its cursors (DESIGN §5). */
const MAX_WAITING = 1024 * 1024;

/** @throws Error of one line when the port is taken */
export function listen(system: System, at: { host: string; port: number }): Listening {
  const edges: SocketEdge[] = system.sockets;
  const edgeOf = (ws: Ws) => edges.find((edge) => edge.owns(ws));
  const server = onPort(at.port, () =>
    Bun.serve<unknown>({
      hostname: at.host,
      port: at.port,
      // Two counties on one port would each get half of what people send.
      reusePort: false,
      maxRequestBodySize: MAX_REQUEST,
      idleTimeout: 30,
      development: false,
      fetch(request, self) {
        const { pathname } = new URL(request.url);
        const edge = edges.find(({ path }) => pathname.startsWith(path));
        if (edge) return edge.upgrade(request, self);
        return system.app.fetch(request, { ip: self.requestIP(request)?.address ?? "unknown" });
      },
      websocket: {
        // 268 KB a socket with it, 28 without.
        perMessageDeflate: false,
        maxPayloadLength: MAX_FRAME,
        backpressureLimit: MAX_WAITING,
        closeOnBackpressureLimit: true,
        open: (ws) => edgeOf(ws)?.open(ws),
        message: (ws, frame) => edgeOf(ws)?.message(ws, frame),
        drain: (ws) => edgeOf(ws)?.drain(ws),
        close: (ws, code, reason) => edgeOf(ws)?.close(ws, code, reason),
      },
    }),
  );
  return {
    port: server.port ?? at.port,
    async stop() {
      for (const edge of edges) edge.stop();
      const grace = Promise.withResolvers<void>();
      const timer = setTimeout(grace.resolve, GRACE);
      await Promise.race([server.stop(), grace.promise]);
      clearTimeout(timer);
      await server.stop(true);
    },
  };
}
