import type { TimerRule } from "#bots/kit/command";
import { deleteUnusedBefore } from "#db/attachments";
import { DAY } from "#domain/time/time";

/** As long as a device may keep a message that it has not been able to send. */
const KEPT = 30 * DAY;

/** Every night: photos and files that no message and no reply has come to use. */
export const forgetAttachments: TimerRule = {
  rule: "platform.forget-attachments",
  daily: () => "03:40",
  run: (ctx) => deleteUnusedBefore(ctx.session, ctx.now - KEPT),
};
