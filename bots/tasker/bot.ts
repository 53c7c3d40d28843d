import { defineBot } from "#bots/kit/command";
import { board } from "./board.ts";
import { close } from "./close.ts";
import { difficulty } from "./difficulty.ts";
import { dispatch } from "./dispatch.ts";
import { excuse } from "./excuse.ts";
import { extend } from "./extend.ts";
import { nameSilentGates } from "./gate.ts";
import { offerClosing } from "./offer-closing.ts";
import { openRounds } from "./open-rounds.ts";
import { report } from "./report.ts";
import { sendBack } from "./return.ts";
import { special } from "./special.ts";
import { submit } from "./submit.ts";
import { tally } from "./tally.ts";
import { task } from "./task.ts";
import { Special, Task } from "./task-kind.ts";
import { verify } from "./verify.ts";

/** 任务: tasks and specials, their replies, and how they come back up. */
export const tasker = defineBot({
  key: "tasker",
  zh: "任务",
  en: "Tasker",
  commands: [
    task,
    special,
    dispatch,
    report,
    difficulty,
    verify,
    sendBack,
    submit,
    excuse,
    extend,
    close,
    tally,
    board,
  ],
  kinds: [Task, Special],
  timers: [nameSilentGates, openRounds],
  reactions: offerClosing,
});
