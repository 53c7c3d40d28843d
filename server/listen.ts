import type { System } from "./system.ts";

export interface Listening {
  port: number;
  /** Takes no more requests and lets those under way end, three seconds at most. */
  stop(): Promise<void>;
}

/** A backstop only: the edge counts the bytes itself and says so in words. */
const MAX_REQUEST = 1024 * 1024;
const GRACE = 3_000;

/** @throws Error when the port is taken */
export function listen(system: System, at: { host: string; port: number }): Listening {
  const server = Bun.serve({
    hostname: at.host,
    port: at.port,
    maxRequestBodySize: MAX_REQUEST,
    idleTimeout: 30,
    development: false,
    fetch: (request, self) =>
      system.app.fetch(request, { ip: self.requestIP(request)?.address ?? "unknown" }),
  });
  return {
    port: server.port ?? at.port,
    async stop() {
      const grace = Promise.withResolvers<void>();
      const timer = setTimeout(grace.resolve, GRACE);
      await Promise.race([server.stop(), grace.promise]);
      clearTimeout(timer);
      await server.stop(true);
    },
  };
}
