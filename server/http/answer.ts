import type { Context } from "hono";
import { ERROR_STATUS, type ErrorBody, Refusal } from "#contract/errors";
import { readShape } from "#contract/read-shape";
import { viewerOf } from "#views/viewer";
import { checkText, readBody } from "./body.ts";
import type { Asked, Call } from "./call.ts";
import type { Edge } from "./edge.ts";
import { queryOf } from "./query-of.ts";

/** What the server hands to Hono with each request. */
export interface Bindings {
  ip: string;
}
export type HttpContext = Context<{ Bindings: Bindings; Variables: { person?: string } }>;

/** Runs one call for one request: session, shapes, the call itself, one answer. */
export async function answer(edge: Edge, call: Call, c: HttpContext): Promise<Response> {
  const request = c.req.raw;
  const headers = new Headers();
  const person = call.open ? null : await signedIn(edge, request, headers);
  if (person !== null) c.set("person", person);
  const params = c.req.param() as Record<string, string>;
  const query = queryOf(new URL(request.url).searchParams);
  for (const text of [...Object.values(params), ...Object.values(query)]) checkText(text);
  if (!call.query) noneOf(query);
  const asked: Asked<unknown, unknown> = {
    edge,
    request,
    ip: c.env.ip,
    params,
    query: call.query ? readShape(call.query, query) : {},
    body: call.body ? readShape(call.body, await readBody(request)) : undefined,
    headers,
    viewer() {
      if (person === null) throw new Error(`${call.path} is open and has no viewer`);
      return viewerOf(edge.kernel, person);
    },
  };
  try {
    const result = await call.run(asked);
    if (result instanceof Response) return withHeaders(result, headers);
    return Response.json(result, { status: statusOf(result), headers });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refusal(error.body, headers);
  }
}

/** The one translation of a refusal into HTTP. */
export function refusal(error: ErrorBody, headers = new Headers()): Response {
  return Response.json({ ok: false, error }, { status: ERROR_STATUS[error.code], headers });
}

function withHeaders(response: Response, headers: Headers): Response {
  for (const [name, value] of headers) response.headers.append(name, value);
  return response;
}

async function signedIn(edge: Edge, request: Request, headers: Headers): Promise<string> {
  const known = await edge.identity.authenticate(request);
  if (!known) throw new Refusal("unauthenticated", "请先登录");
  for (const line of known.renewed?.getSetCookie() ?? []) headers.append("set-cookie", line);
  return known.person;
}

function noneOf(query: Record<string, string>): void {
  const [key] = Object.keys(query);
  if (key !== undefined)
    throw new Refusal("malformed", `不认识参数“${key}”，请去掉`, { field: key });
}

/** The kernel answers refusals instead of throwing them. */
function statusOf(result: object): number {
  if (!("error" in result)) return 200;
  return ERROR_STATUS[(result.error as ErrorBody).code];
}
