import { z } from "zod";
import { Device } from "#contract/devices";
import { Refusal } from "#contract/errors";
import { deviceOf } from "#domain/org/devices";
import type { Identity } from "../identity/identity.ts";
import { defineCall } from "./call.ts";

const Credentials = z.union([
  z.strictObject({ account: z.string().min(1).max(200), password: z.string().max(1000) }),
  z.strictObject({ invitation: z.string().min(1).max(200) }),
]);

export const signIn = defineCall({
  zh: "登录",
  method: "post",
  path: "/api/sign-in",
  tag: "登录",
  summary: "Opens a session by account and password, or by invitation. The cookie carries it.",
  open: true,
  body: Credentials,
  answer: z.object({
    ok: z.literal(true),
    person: z.string(),
    /** Devices that had to make room for this one; absent where none had to. */
    replaced: z.array(Device).optional(),
  }),
  async run({ edge, request, ip, body, headers }) {
    mustBeOurPage(edge.identity.isTrustedOrigin(request));
    const result = await edge.identity.signIn(body, {
      ip,
      userAgent: request.headers.get("user-agent") ?? "",
      cookie: request.headers.get("cookie"),
      room: edge.kernel.org().profile.room.word,
    });
    if (!result.ok) {
      if (result.retryAfter !== undefined) headers.set("retry-after", String(result.retryAfter));
      throw new Refusal(result.code, result.message);
    }
    for (const line of result.headers.getSetCookie()) headers.append("set-cookie", line);
    const replaced = result.replaced.map(deviceOf);
    return { ok: true, person: result.person, ...(replaced.length > 0 && { replaced }) };
  },
});

export const signOut = defineCall({
  zh: "退出登录",
  method: "post",
  path: "/api/sign-out",
  tag: "登录",
  summary:
    "Ends the session of the cookie, if there is one; with `everywhere` all of the person's.",
  open: true,
  body: z.strictObject({ everywhere: z.boolean().optional() }).optional(),
  answer: z.object({ ok: z.literal(true) }),
  async run({ edge, request, body, headers }) {
    mustBeOurPage(edge.identity.isTrustedOrigin(request));
    if (body?.everywhere) await signOutEverywhere(edge.identity, request);
    const result = await edge.identity.signOut(request);
    for (const line of result.headers.getSetCookie()) headers.append("set-cookie", line);
    return { ok: true };
  },
});

/** Bearer tokens and QR codes stay good: they are taken back by those who issued them. */
async function signOutEverywhere(identity: Identity, request: Request): Promise<void> {
  const known = await identity.authenticate(request);
  if (!known) throw new Refusal("unauthenticated", "请先登录");
  await identity.revokeSessions(known.person);
}

/** A foreign page must neither sign its visitor in as somebody else nor out. */
function mustBeOurPage(trusted: boolean): void {
  if (!trusted) throw new Refusal("forbidden", "这个网页不能代你登录，请在令达自己的页面登录");
}
