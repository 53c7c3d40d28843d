import type { Field } from "#contract/forms";
import { levelCounts } from "#domain/count/level-counts";
import { listPlaces } from "#domain/org/names-in-view";
import type { Node } from "#domain/org/org";
import { formatDeadline, formatRemaining } from "#domain/time/format-time";
import type { Context } from "#kernel/context";
import type { PreviewCard } from "#kernel/define-command";
import { burdenLines } from "#kernel/loop/burden";
import { type Asking, nightLine } from "./night-warning.ts";

/** Above this many people a fan-out must be confirmed (SPEC §1.15). */
const MANY = 500;

/** What is about to be sent out. */
interface Plan {
  nodes: Node[];
  posts: string[] | null;
  dueAt: number | null;
  /** What stands in place of the deadline where there are several (频次). */
  clock?: string[];
  /** Of what is reminded of: when it asks; of several rounds the first. */
  asking?: Asking;
  residents: number;
  /** Filled in for the issuer, shown grey: `范围=本辖区`. */
  defaults: string[];
  /** The form that is asked; its burden is shown. */
  fields?: Field[];
}

/**
 * The card before a fan-out: how many places and people by level, who has nobody responsible, how many may not get it, the
 * absolute deadline, reminders that fall into quiet hours, the burden of one more form, and every default that was filled
 * in, as the last line (`默认：…`). Who is off duty waits for rosters to exist.
 */
export async function fanOutPreview(ctx: Context, plan: Plan): Promise<PreviewCard> {
  const { org, now } = ctx;
  const { people, empty } = reach(ctx, plan);
  const missing = [...people].filter(org.mayMiss).length;
  const lines = [
    `将发给${plan.nodes.length}个单位（${levelCounts(plan.nodes, org)}），共${people.size}人`,
    ...(plan.residents > 0 ? [`会发到${plan.residents}个住户群`] : []),
    ...(empty.length > 0
      ? [
          `无责任人${empty.length}：${listPlaces(
            empty.map((node) => node.id),
            org.tree,
          )}`,
        ]
      : []),
    ...(missing > 0 ? [`可能收不到${missing}，请打电话`] : []),
    ...(plan.clock ?? []),
    ...(plan.dueAt
      ? [`截止 ${formatDeadline(plan.dueAt, now)}，${formatRemaining(plan.dueAt, now)}`]
      : []),
    ...(plan.asking ? nightLine(org, plan.nodes, plan.asking) : []),
    ...(plan.fields ? await burdenLines(ctx, plan.nodes, plan.fields) : []),
    ...(plan.defaults.length > 0 ? [`默认：${plan.defaults.join(" ")}`] : []),
  ];
  const places = plan.nodes.map((node) => node.id);
  return {
    lines,
    people: people.size,
    demands: people.size > MANY || plan.residents > 0,
    set: [...places, ...[...people].sort(), `${plan.residents}`].join(" "),
  };
}

function reach({ org, now }: Context, { nodes, posts }: Plan) {
  const people = new Set<string>();
  const empty: Node[] = [];
  for (const node of nodes) {
    const holders = posts ? org.holdersAt(node.id, now, posts) : org.responsibleAt(node.id, now);
    if (holders.length === 0) empty.push(node);
    for (const holder of holders) people.add(holder.person.id);
  }
  return { people, empty };
}
