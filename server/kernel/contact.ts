import { endCutOff, updateNodes } from "#db/org";
import { listOpenItemsAt } from "#db/targets";
import { servingChannel } from "#domain/org/channels";
import type { Assignment, Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { formatDeadline } from "#domain/time/format-time";
import type { Context } from "./context.ts";

/** Key of the command (`/失联`) in whose bot's name both ends are told. */
export const CONTACT = "contact";

/**
 * Declares a town out of contact (失联): the county centre answers for it from now on, until its
 * next act or until it is taken back (SPEC §1.18).
 */
export async function cutOff(ctx: Context, town: Node, reason: string): Promise<void> {
  await updateNodes(ctx.session, [town.id], { cutOffAt: ctx.now });
  ctx.changeOrg({ nodes: [{ id: town.id, cutOffAt: ctx.now }] });
  const centre = ctx.org.post(ctx.org.profile.headquarters.centre)?.zh ?? "";
  await tell(ctx, "node.cut-off", town, {
    text: `${displayName(town)}失联：${reason}\n镇里再有动作以前，由${centre}代为签收、填报`,
    reason,
  });
}

/** Ends it, where it was so. @returns whether it was */
export async function restoreContact(ctx: Context, town: Node, why: string): Promise<boolean> {
  if (!(await endCutOff(ctx.session, town.id))) return false;
  ctx.changeOrg({ nodes: [{ id: town.id, cutOffAt: null }] });
  const since = formatDeadline(town.cutOffAt ?? ctx.now, ctx.now);
  const text = `${displayName(town)}恢复联系：${why}\n${since}起失联，现在不再由县里代答`;
  await tell(ctx, "node.contact-restored", town, { text, reason: why });
  return true;
}

/** A town that acts is in contact again: whoever answers for it has done anything at all. */
export async function heardFrom(ctx: Context): Promise<void> {
  const { tree } = ctx.org;
  const speaks = ({ node, post }: Assignment) => {
    const town = tree.get(node);
    return town?.cutOffAt != null && tree.level(town).responsible.includes(post) ? [town] : [];
  };
  for (const town of ctx.org.assignmentsOf(ctx.actor.id, ctx.now).flatMap(speaks)) {
    await restoreContact(ctx, town, "镇里有了动作");
  }
}

/** The fact, on every open item that asks something there, and the words in the town's channel and the county's. */
async function tell(
  ctx: Context,
  type: "node.cut-off" | "node.contact-restored",
  town: Node,
  { text, reason }: { text: string; reason: string },
): Promise<void> {
  const { tree } = ctx.org;
  const below = tree.descendants(town.id, { self: true }).map(({ id }) => id);
  const fact = { node: town.id, data: { reason } };
  ctx.record(type, fact);
  for (const item of await listOpenItemsAt(ctx.session, below)) ctx.record(type, { ...fact, item });
  const before = ctx.bot;
  ctx.bot = ctx.registry.botOf(ctx.registry.command(CONTACT)!).key;
  const channels = [town.id, tree.root.id].flatMap((id) => servingChannel(id, ctx.org).id ?? []);
  for (const channel of new Set(channels)) {
    ctx.post({ channel, kind: "card", text, node: town.id });
  }
  ctx.bot = before;
}
