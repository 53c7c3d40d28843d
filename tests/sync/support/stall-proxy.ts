import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A TCP line between clients and the server that can be held up, as a phone in a tunnel does. */
export interface StallProxy {
  url: string;
  /** Reads nothing more from the server. */
  stall(): void;
  resume(): void;
  /** Breaks every connection. */
  drop(): void;
  close(): void;
}

export async function openStallProxy(target: string): Promise<StallProxy> {
  const { hostname, port } = new URL(target);
  const lines = new Set<{ near: Socket; far: Socket }>();
  let stalled = false;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    const line = { near, far };
    lines.add(line);
    const end = () => {
      near.destroy();
      far.destroy();
      lines.delete(line);
    };
    for (const side of [near, far]) {
      side.on("error", end);
      side.on("close", end);
    }
    near.pipe(far);
    far.on("data", (chunk) => {
      if (!near.write(chunk)) far.pause();
    });
    near.on("drain", () => {
      if (!stalled) far.resume();
    });
    if (stalled) far.pause();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const at = server.address() as AddressInfo;
  const drop = () => {
    for (const { near, far } of [...lines]) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    url: `http://127.0.0.1:${at.port}`,
    stall() {
      stalled = true;
      for (const { far } of lines) far.pause();
    },
    resume() {
      stalled = false;
      for (const { far } of lines) far.resume();
    },
    drop,
    close() {
      drop();
      server.close();
    },
  };
}
