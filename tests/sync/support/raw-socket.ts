/** A bare websocket on the socket.io edge, which sends what no client would. */
export interface RawSocket {
  send(frame: string | Uint8Array): void;
  close(): void;
  /** The code it was closed with. */
  readonly closed: Promise<number>;
}

/** @param auth of the connect packet, which is answered before this resolves; null never asks to come in */
export async function openRaw(
  url: string,
  cookie: string,
  auth: object | null = {},
): Promise<RawSocket> {
  const address = `${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`;
  const socket = new WebSocket(address, { headers: { cookie } } as never);
  const closed = Promise.withResolvers<number>();
  const ready = Promise.withResolvers<void>();
  socket.onclose = ({ code }) => {
    ready.resolve();
    closed.resolve(code);
  };
  socket.onopen = () => {
    if (auth === null) ready.resolve();
    else socket.send(`40${JSON.stringify(auth)}`);
  };
  socket.onmessage = ({ data }) => {
    if (String(data).startsWith("40")) ready.resolve();
  };
  await ready.promise;
  return {
    closed: closed.promise,
    send: (frame) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame as string);
    },
    close: () => socket.close(),
  };
}
