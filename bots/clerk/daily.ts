import { node } from "#bots/kit/args";
import { ownTops } from "#bots/kit/audience";
import { defineCommand } from "#bots/kit/command";
import { Refusal } from "#contract/errors";
import { displayName } from "#domain/org/short-name";
import { dayReport } from "./day-report.ts";

/** `/日报`: the day so far, for the caller's own area. */
export const daily = defineCommand({
  key: "daily",
  zh: "日报",
  en: "daily",
  group: "查",
  summary: { zh: "看今天的汇总", en: "Show the day's report" },
  example: "/日报",
  caps: [],
  args: { node: node("地方", { word: true }) },
  async run(ctx, input) {
    const reports: string[] = [];
    for (const top of input.node ? [input.node.id] : ownTops(ctx)) {
      if (!ctx.may("see_targets", { node: top })) {
        throw new Refusal("not_found", `${displayName(ctx.org.tree.get(top)!)}不在你的范围里`);
      }
      reports.push(await dayReport(ctx, top));
    }
    return { text: reports.join("\n\n") };
  },
});
