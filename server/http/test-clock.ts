import { z } from "zod";
import { Refusal } from "#contract/errors";
import { defineCall } from "./call.ts";

/** Exists only where `LINGDA_CLOCK=manual`; asks for no session, since such a server holds no real data. */
export const testClock = defineCall({
  zh: "拨测试时钟",
  method: "post",
  path: "/api/test/clock",
  tag: "测试",
  summary: "Moves the manual clock on, firing in order what falls due. Epoch milliseconds.",
  open: true,
  body: z.strictObject({ to: z.number().int().positive() }),
  answer: z.object({ ok: z.literal(true), now: z.number(), fired: z.number() }),
  async run({ edge, body }) {
    if (!edge.clock) throw new Refusal("not_found", "没有这个地址");
    const fired = await edge.clock.moveTo(body.to);
    return { ok: true, now: edge.clock.now(), fired };
  },
});
