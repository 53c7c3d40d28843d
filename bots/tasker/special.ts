import { defineCommand } from "#bots/kit/command";
import { issueTask, previewTask, taskArgs } from "./issue-task.ts";
import { Special } from "./task-kind.ts";

/** `/专项`: a special task of the county's running series (第320条). */
export const special = defineCommand({
  key: "special",
  zh: "专项",
  en: "special",
  aliases: ["专项任务"],
  group: "发",
  summary: { zh: "下达专项任务，计入累计", en: "Issue a special task of the running series" },
  example: "/专项 返乡人员日核 范围=全县:网格 字段=在册:整数!,异常:整数! 截止=17:00",
  caps: ["S"],
  args: taskArgs,
  preview: (ctx, input) => previewTask(ctx, Special, input),
  run: (ctx, input) => issueTask(ctx, Special, input),
});
