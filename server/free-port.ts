/** What `localhost` may mean to a browser, whichever of them we listen on. */
const LOOPBACKS = ["127.0.0.1", "::1"];
const LOCAL = new Set(["0.0.0.0", "::", "localhost", ...LOOPBACKS]);

/**
 * Refuses a port that another program listens on, before anything is opened or written. The
 * system tells of one on the same address by itself; one on the other family's `localhost` it does
 * not, and a browser would then reach either of the two.
 * @throws Error of one line
 */
export function mustBeFree({ host, port }: { host: string; port: number }): void {
  // 0 lets the system choose.
  if (port === 0) return;
  for (const hostname of new Set([host, ...(LOCAL.has(host) ? LOOPBACKS : [])])) {
    try {
      Bun.listen({ hostname, port, exclusive: true, socket: { data() {} } }).stop(true);
    } catch (error) {
      if (isTaken(error)) throw taken(port);
      // Without IPv6 there is nobody on it; whatever else is wrong, listening itself will say.
    }
  }
}

/** What `listen` gives. @throws Error of one line where somebody else has the port */
export function onPort<T>(port: number, listen: () => T): T {
  try {
    return listen();
  } catch (error) {
    throw isTaken(error) ? taken(port) : error;
  }
}

function isTaken(error: unknown): boolean {
  return (error as { code?: string }).code === "EADDRINUSE";
}

function taken(port: number): Error {
  return new Error(
    `端口 ${port} 已被别的程序占用：请先停掉它，或换一个端口，如 PORT=${port + 1} npm start（port ${port} is taken: stop the program that has it, or set PORT）`,
  );
}
