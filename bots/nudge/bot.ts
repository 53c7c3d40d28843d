import { defineBot } from "#bots/kit/command";
import { ASK_RULE, askAgain } from "#bots/kit/loop";
import { call } from "./call.ts";
import { climb } from "./climb.ts";
import {
  DUE_RULE,
  LADDER_RULE,
  RELEASE_RULE,
  REPLAN_RULE,
  RESPOND_RULE,
  ROOM_RULE,
} from "./clocks.ts";
import { contact } from "./contact.ts";
import { askForResponse, markDue } from "./deadlines.ts";
import { releaseDigests } from "./digest.ts";
import { nudgeCommand } from "./nudge.ts";
import { reactions } from "./reactions.ts";
import { askForSubmission } from "./submissions.ts";

/** 催办: reminds those who have not answered, and climbs the responsible posts (SPEC §1.11). */
export const nudge = defineBot({
  key: "nudge",
  zh: "催办",
  en: "Nudge",
  commands: [nudgeCommand, call, contact],
  timers: [
    { rule: DUE_RULE, run: markDue },
    { rule: LADDER_RULE, run: climb },
    { rule: REPLAN_RULE, run: climb },
    { rule: RESPOND_RULE, run: askForResponse },
    { rule: ROOM_RULE, run: askForSubmission },
    { rule: RELEASE_RULE, run: releaseDigests },
    { rule: ASK_RULE, run: askAgain },
  ],
  reactions,
});
