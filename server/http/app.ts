import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { Refusal } from "#contract/errors";
import { answer, type Bindings, type HttpContext, refusal } from "./answer.ts";
import { calls } from "./calls.ts";
import { compressed } from "./compress.ts";
import type { Edge } from "./edge.ts";
import { openApi } from "./openapi.ts";
import { loadPage, servePage } from "./page.ts";
import { openSite } from "./site.ts";

/** On every answer: nothing here is framed by others, sniffed, cached on the way or told to other sites. */
const SECURITY: Record<string, string> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(self), microphone=(self), geolocation=(self)",
};

/** The HTTP edge: parses, calls, translates; holds no rule of its own. */
export function createApp(edge: Edge): Hono<{ Bindings: Bindings }> {
  const app = new Hono<{ Bindings: Bindings; Variables: { person?: string } }>();
  const offered = calls.filter(
    ({ path }) =>
      (edge.clock || !path.startsWith("/api/test/")) &&
      (edge.demo || !path.startsWith("/api/demo/")),
  );

  app.use(async (c, next) => {
    const started = performance.now();
    await next();
    for (const [name, value] of Object.entries(SECURITY)) c.res.headers.set(name, value);
    // A demo's page shows a worker's phone beside itself; a county's is framed by nobody.
    c.res.headers.set("x-frame-options", edge.demo ? "SAMEORIGIN" : "DENY");
    // A phone's clock may be a day off: screens go by this one (web/src/lib/clock).
    c.res.headers.set("x-lingda-time", String(edge.kernel.now()));
    if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store");
    c.res = await compressed(c.req.raw, c.res);
    logRequest(edge, c, performance.now() - started);
  });

  for (const call of offered) {
    app.on(call.method.toUpperCase(), call.path, (c) => answer(edge, call, c));
  }

  const site = openSite(new URL("../../web/build/", import.meta.url), edge.cast);
  const docs = loadPage(new URL("./docs.html", import.meta.url));
  const described = openApi(offered, edge.kernel.registry);
  app.get("/api/docs", () => servePage(docs));
  app.get("/api/openapi.json", (c) => c.json(described));

  app.notFound(
    (c) => site.serve(c.req.raw) ?? refusal({ code: "not_found", message: "没有这个地址" }),
  );
  app.onError((error) => {
    if (error instanceof Refusal) return refusal(error.body);
    const id = randomUUID();
    edge.log.error({ fault: id, err: error }, "fault");
    return refusal({
      code: "internal",
      message: `系统出了问题，没有办成；请把编号 ${id} 告诉管理员`,
    });
  });
  return app as unknown as Hono<{ Bindings: Bindings }>;
}

/** The route, not the path: paths and queries hold names of places. */
function logRequest(edge: Edge, c: HttpContext, ms: number): void {
  const { method } = c.req;
  const { status } = c.res;
  const line = {
    method,
    route: c.req.routePath,
    status,
    ms: Math.round(ms),
    person: c.get("person"),
  };
  if (status >= 500) edge.log.error(line, "request");
  else if (method === "GET") edge.log.debug(line, "request");
  else edge.log.info(line, "request");
}
