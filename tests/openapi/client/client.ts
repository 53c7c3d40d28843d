import type { paths } from "./openapi.d.ts";

/**
 * A client in the types of the server's own document: which addresses there are, what each takes and
 * what it answers by status. `openapi.d.ts` is made while the test runs (walk.test.ts) and lies in
 * another folder, which the compiler is told to take for this one.
 */
export type Send = (
  method: string,
  address: string,
  body: unknown,
) => Promise<{ status: number; body: unknown }>;

type Method = "get" | "post";
type PathsOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: object }> ? P : never;
}[keyof paths];

type Content<T> = T extends { content: { "application/json": infer Body } } ? Body : never;
type Part<Where extends string, What> = What extends { [key in Where]: infer Given }
  ? { [key in Where]: Given }
  : What extends { [key in Where]?: infer Given }
    ? { [key in Where]?: Given }
    : unknown;
type Asked<Op> = Op extends { parameters: infer Parameters }
  ? Part<"path", Parameters> &
      Part<"query", Parameters> &
      (Op extends { requestBody: infer Body } ? { body: Content<Body> } : unknown)
  : never;
type Answered<Op> = Op extends { responses: infer ByStatus }
  ? { [S in keyof ByStatus]: { status: S; body: Content<ByStatus[S]> } }[keyof ByStatus]
  : never;

export type Client = ReturnType<typeof clientOf>;

/** @param send how a request travels; it carries the session */
export function clientOf(send: Send) {
  return async <M extends Method, P extends PathsOf<M>>(
    method: M,
    path: P,
    asked: Asked<paths[P][M]>,
  ) => {
    const { path: parts, query, body } = asked as Loose;
    const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(parts![name]!));
    const pairs = Object.entries(query ?? {}).map((pair) => pair.map(encodeURIComponent).join("="));
    const address = pairs.length > 0 ? `${filled}?${pairs.join("&")}` : filled;
    return (await send(method, address, body)) as Answered<paths[P][M]>;
  };
}

interface Loose {
  path?: Record<string, string>;
  query?: Record<string, string | number>;
  body?: unknown;
}
