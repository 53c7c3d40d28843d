import { z } from "zod";
import { Refusal } from "#contract/errors";
import { defineCall } from "./call.ts";

const Credentials = z.union([
  z.strictObject({ account: z.string().min(1).max(200), password: z.string().max(1000) }),
  z.strictObject({ invitation: z.string().min(1).max(200) }),
]);

export const signIn = defineCall({
  method: "post",
  path: "/api/sign-in",
  tag: "登录",
  summary: "Opens a session by account and password, or by invitation. The cookie carries it.",
  open: true,
  body: Credentials,
  answer: z.object({ ok: z.literal(true), person: z.string() }),
  async run({ edge, request, ip, body, headers }) {
    mustBeOurPage(edge.identity.isTrustedOrigin(request));
    const result = await edge.identity.signIn(body, {
      ip,
      userAgent: request.headers.get("user-agent") ?? "",
      cookie: request.headers.get("cookie"),
    });
    if (!result.ok) {
      if (result.retryAfter !== undefined) headers.set("retry-after", String(result.retryAfter));
      throw new Refusal(result.code, result.message);
    }
    for (const line of result.headers.getSetCookie()) headers.append("set-cookie", line);
    return { ok: true, person: result.person };
  },
});

export const signOut = defineCall({
  method: "post",
  path: "/api/sign-out",
  tag: "登录",
  summary: "Ends the session of the cookie, if there is one.",
  open: true,
  answer: z.object({ ok: z.literal(true) }),
  async run({ edge, request, headers }) {
    mustBeOurPage(edge.identity.isTrustedOrigin(request));
    const result = await edge.identity.signOut(request);
    for (const line of result.headers.getSetCookie()) headers.append("set-cookie", line);
    return { ok: true };
  },
});

/** A foreign page must neither sign its visitor in as somebody else nor out. */
function mustBeOurPage(trusted: boolean): void {
  if (!trusted) throw new Refusal("forbidden", "这个网页不能代你登录，请在令达自己的页面登录");
}
