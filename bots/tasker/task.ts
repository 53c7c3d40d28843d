import { defineCommand } from "#bots/kit/command";
import { issueTask, previewTask, taskArgs } from "./issue-task.ts";
import { Task } from "./task-kind.ts";

/** `/任务`: a tracked task with its form, deadline and board (SPEC §2). */
export const task = defineCommand({
  key: "task",
  zh: "任务",
  en: "task",
  aliases: ["发任务", "布置", "布置任务"],
  group: "发",
  summary: { zh: "下达任务，收齐填报", en: "Issue a task and collect structured replies" },
  example: "/任务 户情摸排 范围=本辖区 字段=住户:整数!,已摸排:整数! 截止=18:00",
  caps: ["K"],
  args: taskArgs,
  preview: (ctx, input) => previewTask(ctx, Task, input),
  run: (ctx, input) => issueTask(ctx, Task, input),
});
