import type { TimerRule } from "#bots/kit/command";
import { dayReport } from "./day-report.ts";

/** The day report in the county's own channel, every evening at the profile's time. */
export const postDayReport: TimerRule = {
  rule: "clerk.day-report",
  daily: (profile) => profile.dayReport,
  async run(ctx) {
    const { root } = ctx.org.tree;
    const text = await dayReport(ctx, root.id);
    ctx.post({ channel: `hq:${root.id}`, kind: "card", text, node: root.id });
  },
};
