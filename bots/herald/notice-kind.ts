import { z } from "zod";
import { CLOSE, defineKind, REVOKE, STATES } from "#bots/kit/kind";
import { reachLine } from "#domain/count/tally-line";

/** 对象: for whom a notice is. */
export const AUDIENCES = ["住户", "干部", "行业"] as const;

/** 通告: read by whom it reaches, answered by nobody (KINDS §2). */
export const Notice = defineKind({
  key: "notice",
  zh: "通告",
  en: "notice",
  bot: "herald",
  id: { series: "notice" },
  cap: "O",
  limit: "notice",
  spec: z.strictObject({
    scope: z.string(),
    audience: z.enum(AUDIENCES),
    /** Those it reaches, as they were when it was issued. */
    households: z.int(),
  }),
  states: STATES,
  transitions: { close: CLOSE, revoke: REVOKE },
  print: (_, { spec: { households } }) => reachLine({ households, read: 0 }),
});
