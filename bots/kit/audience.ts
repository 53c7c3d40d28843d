import { type Candidate, Refusal } from "#contract/errors";
import type { Cap } from "#contract/profile";
import { namesInView } from "#domain/org/names-in-view";
import type { Node } from "#domain/org/org";
import { placesHeld } from "#domain/org/own-places";
import { actingPost, placesWithCap } from "#domain/org/posts";
import { defaultOrderScope, defaultTaskScope, resolveScope } from "#domain/scope/scope";
import { type ReadScope, readScope } from "#kernel/args/place-args";
import { withPair } from "#kernel/args/splice";
import { wordFor } from "#kernel/complete/place-offers";
import { wholeWord } from "#kernel/complete/scope-offers";
import type { Context } from "#kernel/context";
import { type ItemRow, targetsOf } from "./loop.ts";

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
  const { from, issuer } =
    ctx.place === null
      ? talkStanding(ctx, cap, typed.scope, fallback)
      : channelStanding(ctx, cap, ctx.place);
  const where = { org: ctx.org, from, issuer, now: ctx.now };
  if (typed.scope !== null) {
    if (ctx.understood) ctx.understood.wider = wholeArea(ctx, fallback, where);
    return readScope(ctx, typed.scope, { from, issuer, except: typed.except });
  }
  if (typed.except !== null) {
    const left = await readScope(ctx, "本辖区", { from, issuer, except: typed.except });
    const all = await readScope(ctx, "本辖区", { from, issuer, except: null });
    const kept = new Set(left.nodes.map(({ id }) => id));
    const out = new Set(all.nodes.map(({ id }) => id).filter((id) => !kept.has(id)));
    // 除= takes places out of the default; it does not make it wider.
    return { ...left, nodes: wholeOf(fallback, where).filter(({ id }) => !out.has(id)) };
  }
  return { text: "本辖区", nodes: wholeOf(fallback, where), posts: null, audience: null };
}

type Fallback = "staff" | "posts";
type Where = Parameters<typeof defaultOrderScope>[0];
type Stands = Pick<Where, "from"> & { issuer: string };

function channelStanding({ actor, org, now }: Context, cap: Cap, place: string): Stands {
  const acting = actingPost(actor.id, cap, place, org, now);
  return { from: place, issuer: acting?.serves ?? acting?.node ?? place };
}

/**
 * A talk with a bot lies nowhere: what is said there is of the place where the speaker's post is;
 * of several the nearest that has all of the scope in it.
 * @throws Refusal `ambiguous` where that is still more than one: nothing goes wider than was meant
 */
function talkStanding(ctx: Context, cap: Cap, scope: string | null, fallback: Fallback): Stands {
  const { tree } = ctx.org;
  const places = placesWithCap(ctx.actor.id, cap, ctx.org, ctx.now);
  const [first, ...others] = places;
  if (first === undefined) throw new Refusal("wrong_place", "这里没有辖区，请到要发的频道里发");
  if (others.length === 0) return { from: first, issuer: first };
  if (scope === null) throw whichPost(ctx, fallback, places);
  const fitting = places.filter((from) => liesWithin(ctx, scope, from));
  const nearest = fitting.find((one) => fitting.every((up) => tree.isWithin(one, up)));
  // Where none has it in it, the rights say so.
  if (nearest === undefined && fitting.length > 0) throw whichPost(ctx, null, fitting);
  return { from: nearest ?? first, issuer: nearest ?? first };
}

/** @param fallback what a line without a scope reaches; null where the scope is written */
function whichPost(ctx: Context, fallback: Fallback | null, places: string[]): Refusal {
  const names = namesInView(places, ctx.org.tree).join("、");
  const line = ctx.sent.typed;
  if (line === null || fallback === null) {
    const message = `你在${names}都有岗位，说不清从哪里发，请到要发的频道里发`;
    return new Refusal("bad_argument", message, { field: "范围" });
  }
  const candidates = places.map((place) => {
    const pair = `范围=${wholeOfPlace(ctx, fallback, place)}`;
    return { label: pair, text: withPair(line, pair) };
  });
  const message = `你在${names}都有岗位，发到哪里？点一个继续，还没有发出`;
  return new Refusal("ambiguous", message, { field: "范围", candidates });
}

function liesWithin({ org, now }: Context, scope: string, from: string): boolean {
  const found = resolveScope(scope, { org, from, issuer: from, now });
  return found.ok && found.nodes.every(({ id }) => org.tree.isWithin(id, from));
}

/** `东山村:网格`: a place with the levels that its default scope has. */
function wholeOfPlace(ctx: Context, fallback: Fallback, place: string): string {
  const where = { org: ctx.org, from: place, issuer: place, now: ctx.now };
  const name = wordFor(ctx, ctx.org.tree.get(place)!);
  return withLevels(ctx, name, fallback, wholeOf(fallback, where));
}

function withLevels(ctx: Context, name: string, fallback: Fallback, nodes: Node[]): string {
  const levels = new Set(nodes.map((node) => ctx.org.tree.level(node).zh));
  return fallback === "staff" && levels.size > 0 ? `${name}:${[...levels].join(",")}` : name;
}

function wholeOf(fallback: Fallback, where: Where): Node[] {
  return fallback === "staff" ? defaultTaskScope(where) : defaultOrderScope(where);
}

/** 改为全镇: the typed line with the scope written out that it would have without a place in its title. */
function wholeArea(ctx: Context, fallback: Fallback, where: Where): Candidate | null {
  const word = wholeWord(ctx, ctx.org.tree.get(where.from)!) ?? "本辖区";
  const nodes = wholeOf(fallback, where);
  const line = ctx.sent.typed;
  if (line === null || nodes.length === 0) return null;
  const scope = withLevels(ctx, word, fallback, nodes);
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

/**
 * The areas that the caller asks about: the channel's place where that is theirs, else where they
 * hold a post; in a talk with a bot all of their own.
 * @throws Refusal `bad_argument` for who holds none and has named no place
 */
export function ownTops(ctx: Context): string[] {
  const { place, org, now } = ctx;
  const own = placesHeld(ctx.actor.id, org, now);
  if (place === null) {
    const tops = own.filter((at) => !own.some((up) => up !== at && org.tree.isWithin(at, up)));
    if (tops.length > 0) return tops;
    throw new Refusal("bad_argument", "这里没有辖区，请写出地名", { field: "节点" });
  }
  return [own.some((at) => org.tree.isWithin(place, at)) ? place : (own[0] ?? place)];
}

/** Of several places those in which an item asks somebody; all of them where it asks in none. */
export async function askedTops(ctx: Context, item: ItemRow, tops: string[]): Promise<string[]> {
  if (tops.length < 2) return tops;
  const rows = await targetsOf(ctx, item);
  const asked = tops.filter((top) => rows.some(({ node }) => ctx.org.tree.isWithin(node, top)));
  return asked.length > 0 ? asked : tops;
}
