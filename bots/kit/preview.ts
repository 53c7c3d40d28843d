import { formatDeadline, formatRemaining } from "#domain/format-time";
import { inQuietHours, quietEnd } from "#domain/ladder";
import type { Node } from "#domain/org";
import { displayName } from "#domain/short-name";
import { listNames } from "#domain/tally-line";
import type { Context } from "#kernel/context";
import type { PreviewCard } from "#kernel/define-command";

/** Above this many people a fan-out must be confirmed (SPEC §1.15). */
const MANY = 500;

/**
 * The card before a fan-out: how many places and people by level, who has nobody responsible, the
 * absolute deadline, quiet hours, and every default that was filled in.
 */
export function fanOutPreview(
  ctx: Context,
  plan: {
    nodes: Node[];
    posts: string[] | null;
    dueAt: number | null;
    residents: number;
    /** Filled in for the issuer, shown grey: `范围=本辖区`. */
    defaults: string[];
  },
): PreviewCard {
  const { org, now } = ctx;
  const people = new Set<string>();
  const empty: Node[] = [];
  for (const node of plan.nodes) {
    const holders = plan.posts
      ? org.holdersAt(node.id, now, plan.posts)
      : org.responsibleAt(node.id, now);
    if (holders.length === 0) empty.push(node);
    for (const holder of holders) people.add(holder.person.id);
  }
  const levels = Map.groupBy(plan.nodes, (node) => org.tree.level(node).zh);
  const split = [...levels].map(([zh, nodes]) => `${zh}${nodes.length}`).join(" ");
  const { quiet } = org.profile;
  return {
    lines: [
      `将发给${plan.nodes.length}个单位（${split}），共${people.size}人`,
      ...(plan.residents > 0 ? [`会发到${plan.residents}个住户群`] : []),
      ...(empty.length > 0
        ? [`无责任人${empty.length}：${listNames(empty.map(displayName))}`]
        : []),
      ...(plan.dueAt
        ? [`截止 ${formatDeadline(plan.dueAt, now)}，${formatRemaining(plan.dueAt, now)}`]
        : []),
      ...(inQuietHours(now, quiet)
        ? [`现在是静默时段，非特急的提醒${formatDeadline(quietEnd(now, quiet), now)}再发`]
        : []),
      ...(plan.defaults.length > 0 ? [`默认：${plan.defaults.join(" ")}`] : []),
    ],
    people: people.size,
    demands: people.size > MANY || plan.residents > 0,
  };
}
