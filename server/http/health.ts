import { z } from "zod";
import { probe } from "#views/health";
import { defineCall } from "./call.ts";

const tag = "运行";

export const healthz = defineCall({
  zh: "存活",
  method: "get",
  path: "/healthz",
  tag,
  summary: "The process is alive.",
  open: true,
  answer: z.object({ ok: z.literal(true) }),
  run: async () => ({ ok: true }),
});

export const readyz = defineCall({
  zh: "就绪",
  method: "get",
  path: "/readyz",
  tag,
  summary: "The database answers.",
  open: true,
  answer: z.object({ ok: z.literal(true) }),
  async run({ edge }) {
    await probe(edge.kernel.read);
    return { ok: true };
  },
});
