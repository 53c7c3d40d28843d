import type { Candidate } from "#contract/errors";
import type { Cap } from "#contract/profile";
import type { Node } from "#domain/org";
import { actingPost } from "#domain/posts";
import { defaultOrderScope, defaultTaskScope } from "#domain/scope";
import { wholeWord } from "#kernel/complete/scope-offers";
import type { Context } from "#kernel/context";
import { type ReadScope, readScope } from "#kernel/place-args";
import { withPair } from "#kernel/splice";

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
  const where = { org: ctx.org, from: ctx.place, issuer, now: ctx.now };
  if (typed.scope !== null) {
    if (ctx.understood) ctx.understood.wider = wholeArea(ctx, fallback, where);
    return readScope(ctx, typed.scope, { issuer, except: typed.except });
  }
  if (typed.except !== null) {
    const left = await readScope(ctx, "本辖区", { issuer, except: typed.except });
    const all = await readScope(ctx, "本辖区", { issuer, except: null });
    const kept = new Set(left.nodes.map(({ id }) => id));
    const out = new Set(all.nodes.map(({ id }) => id).filter((id) => !kept.has(id)));
    // 除= takes places out of the default; it does not make it wider.
    return { ...left, nodes: wholeOf(fallback, where).filter(({ id }) => !out.has(id)) };
  }
  return { text: "本辖区", nodes: wholeOf(fallback, where), posts: null, audience: null };
}

type Fallback = "staff" | "posts";
type Where = Parameters<typeof defaultOrderScope>[0];

function wholeOf(fallback: Fallback, where: Where): Node[] {
  return fallback === "staff" ? defaultTaskScope(where) : defaultOrderScope(where);
}

/** 改为全镇: the typed line with the scope written out that it would have without a place in its title. */
function wholeArea(ctx: Context, fallback: Fallback, where: Where): Candidate | null {
  const { tree } = ctx.org;
  const word = wholeWord(ctx, tree.get(ctx.place)!) ?? "本辖区";
  const levels = new Set(wholeOf(fallback, where).map((node) => tree.level(node).zh));
  const scope = fallback === "staff" ? `${word}:${[...levels].join(",")}` : word;
  const line = ctx.sent.typed;
  if (levels.size === 0 || line === null) return null;
  return { label: `改为${word}`, text: withPair(line, `范围=${scope}`) };
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
