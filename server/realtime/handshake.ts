import type { Socket } from "socket.io";
import { type ErrorCode, Refusal } from "#contract/errors";
import { Handshake } from "#contract/live";
import type { Authenticated } from "../identity/authenticate.ts";
import type { Identity } from "../identity/identity.ts";

/** Who came in, and where their logs stand. */
export interface Arrival extends Authenticated {
  /** Null where the client keeps none. */
  cursors: ReadonlyMap<string, number> | null;
}

/** What engine.io itself calls a handshake that it cannot take. */
const BAD_REQUEST = 3;
const WEBSOCKET_ONLY =
  '这里只接受 websocket 连接：请在客户端写 transports: ["websocket"]（websocket only: polling is not served）';

/** Null when the request may open a socket: from our own pages or from none, and by websocket. */
export function refuseUpgrade(
  request: Request,
  identity: Pick<Identity, "isTrustedOrigin">,
): Response | null {
  if (!identity.isTrustedOrigin(request)) {
    return refusal("forbidden", 403, "这个网页不能代你连接，请在令达自己的页面打开");
  }
  const { searchParams } = new URL(request.url);
  const websocket = request.headers.get("upgrade")?.toLowerCase() === "websocket";
  // Rooms are native to websockets: a polling client would hear nothing (DESIGN §5).
  const fits = searchParams.get("transport") === "websocket" && searchParams.get("EIO") === "4";
  if (request.method === "GET" && websocket && fits && !searchParams.has("sid")) return null;
  return refusal("malformed", 400, WEBSOCKET_ONLY);
}

/**
 * Who asks to be let in: by `auth.token`, or by the cookie of the handshake.
 * @throws Refusal `malformed` or `unauthenticated`
 */
export async function authenticateSocket(
  { handshake }: Pick<Socket, "handshake">,
  identity: Pick<Identity, "authenticate">,
  isKnown: (person: string) => boolean,
): Promise<Arrival> {
  const auth = Handshake.safeParse(handshake.auth);
  if (!auth.success) throw new Refusal("malformed", "连接参数不对，请刷新页面");
  const { token, cursors } = auth.data;
  const headers = carried(handshake.headers);
  if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
  const who = await identity.authenticate({ headers });
  if (!who || !isKnown(who.person)) throw new Refusal("unauthenticated", "请重新登录");
  return { ...who, cursors: cursors ? new Map(Object.entries(cursors)) : null };
}

/** As socket.io hands a refusal to the client's `connect_error`. */
export function connectError(error: unknown): Error & { data?: object } {
  if (error instanceof Refusal) return Object.assign(new Error(error.code), { data: error.body });
  return new Error("internal");
}

function carried(source: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const name of ["cookie", "authorization", "origin", "host"]) {
    const value = source[name];
    if (typeof value === "string") headers.set(name, value);
  }
  return headers;
}

function refusal(code: ErrorCode, status: number, message: string): Response {
  // `code` and `message` once more where clients of engine.io look for them.
  const body = { ok: false, error: { code, message }, code: BAD_REQUEST, message };
  return Response.json(body, { status });
}
