import type { Cap } from "#contract/profile";
import type { Node } from "#domain/org";
import { actingPost } from "#domain/posts";
import { defaultOrderScope, defaultTaskScope } from "#domain/scope";
import type { Context } from "#kernel/context";
import { type ReadScope, readScope } from "#kernel/place-args";

/**
 * Whom an item is for: 范围= less 除=, or the default of its kind (SPEC §1.10).
 * @param fallback `staff` the leaf staff level of the channel's 辖区 (tasks); `posts` everyone who
 *   answers for something there (orders)
 */
export async function audienceOf(
  ctx: Context,
  cap: Cap,
  typed: { scope: string | null; except: string | null },
  fallback: "staff" | "posts",
): Promise<ReadScope> {
  const acting = actingPost(ctx.actor.id, cap, ctx.place, ctx.org, ctx.now);
  const issuer = acting?.serves ?? acting?.node ?? ctx.place;
  if (typed.scope !== null) {
    return readScope(ctx, typed.scope, { issuer, except: typed.except });
  }
  if (typed.except !== null) {
    return readScope(ctx, "本辖区", { issuer, except: typed.except });
  }
  const where = { org: ctx.org, from: ctx.place, issuer, now: ctx.now };
  const nodes = fallback === "staff" ? defaultTaskScope(where) : defaultOrderScope(where);
  return { text: "本辖区", nodes, posts: null, audience: null };
}

/** Resident channels' nodes among and below the places named. */
export function residentNodes(ctx: Context, nodes: Node[]): Node[] {
  const { tree } = ctx.org;
  const below = nodes.flatMap((node) => [...tree.descendants(node.id, { self: true })]);
  const own = below.filter((node) => tree.level(node).resident === "own");
  return [...new Map(own.map((node) => [node.id, node])).values()].filter((node) =>
    tree.alive(node, ctx.now),
  );
}

/** The caller's own area: the channel's place where that is theirs, else where they hold a post. */
export function ownTop(ctx: Context): string {
  const own = ctx.org.assignmentsOf(ctx.actor.id, ctx.now).map((a) => a.serves ?? a.node);
  return own.find((at) => ctx.org.tree.isWithin(ctx.place, at)) ? ctx.place : (own[0] ?? ctx.place);
}
