import type { TimerRule } from "#bots/kit/command";
import { forgetAnswersBefore } from "#db/commands";
import { DAY } from "#domain/time/time";

/** Answers are replayed for thirty days (SPEC §7); the log keeps who sent what and when. */
const KEPT = 30 * DAY;

/** Every night, when nobody is waiting. */
export const forgetAnswers: TimerRule = {
  rule: "platform.forget-answers",
  daily: () => "03:30",
  run: (ctx) => forgetAnswersBefore(ctx.session, ctx.now - KEPT),
};
