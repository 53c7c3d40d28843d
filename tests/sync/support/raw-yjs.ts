/** A websocket that sends what no client of ours would. */
export interface RawSocket {
  send(frame: Uint8Array | string): void;
  /** Frames from the server. */
  readonly received: Uint8Array[];
  /** The next frame that is so, or one that has come. */
  next(isSo: (frame: Uint8Array) => boolean): Promise<Uint8Array>;
  /** The code it was closed with. */
  readonly closed: Promise<number>;
  close(): void;
}

export async function openRaw(address: string, cookie?: string): Promise<RawSocket> {
  const options = { headers: { ...(cookie && { cookie }) } } as never;
  const socket = new WebSocket(address.replace("http", "ws"), options);
  socket.binaryType = "arraybuffer";
  const received: Uint8Array[] = [];
  const closed = Promise.withResolvers<number>();
  const opened = Promise.withResolvers<void>();
  const heard = new EventTarget();
  socket.onopen = () => opened.resolve();
  socket.onclose = ({ code }) => {
    opened.resolve();
    closed.resolve(code);
  };
  socket.onmessage = ({ data }) => {
    received.push(new Uint8Array(data));
    heard.dispatchEvent(new Event("frame"));
  };
  await opened.promise;
  return {
    received,
    closed: closed.promise,
    send: (frame) => socket.send(frame as never),
    close: () => socket.close(),
    next(isSo) {
      const { promise, resolve } = Promise.withResolvers<Uint8Array>();
      const look = () => {
        const found = received.find(isSo);
        if (found) resolve(found);
      };
      heard.addEventListener("frame", look);
      look();
      return promise.finally(() => heard.removeEventListener("frame", look));
    },
  };
}
