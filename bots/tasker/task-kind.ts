import { z } from "zod";
import { CLOSE, defineKind, type Kind, STATES } from "#bots/kit/kind";
import { replyLine } from "#domain/count/tally-line";

/** What 任务 and 专项 have in common: a reply of every place, checked and sent up (SPEC §1.7). */
const REPLIED = {
  bot: "tasker",
  spec: z.strictObject({ scope: z.string() }),
  states: { open: STATES.open, closed: STATES.closed },
  transitions: { close: CLOSE },
  targets: { answer: "reply", gated: true, missing: () => "未报" },
  print: replyLine,
} as const satisfies Partial<Kind<{ scope: string }>>;

/** 任务: what a place is asked to do and to report (KINDS §2). */
export const Task = defineKind({
  key: "task",
  zh: "任务",
  en: "task",
  id: { letter: "T" },
  cap: "K",
  ...REPLIED,
});

/** 专项: a task of the county's running count, 第320条 (KINDS §2). */
export const Special = defineKind({
  key: "special",
  zh: "专项",
  en: "special",
  id: { letter: "Z", running: { says: (n) => `第${n}条`, total: "专项累计" } },
  cap: "S",
  ...REPLIED,
});
