import { resolveNode } from "#domain/org/node-ref";
import type { Node } from "#domain/org/org";
import { placesHeld } from "#domain/org/own-places";
import { displayName } from "#domain/org/short-name";
import type { Tree } from "#domain/org/tree";
import { distanceOf } from "#domain/rights/reach";
import { beginsInPinyin } from "#domain/text/pinyin";
import type { Offer } from "../args/arg.ts";
import type { Context } from "../context.ts";
import { beginning, typed } from "./match.ts";

const SHOWN = 10;

/** The places a person's posts reach down from: their own node, or the area they serve. */
export function vantages(ctx: Context): string[] {
  return placesHeld(ctx.actor.id, ctx.org, ctx.now);
}

/** Whether a place lies at or below one of the person's own. */
export function isOwn(ctx: Context, node: string, tops = vantages(ctx)): boolean {
  return tops.some((top) => ctx.org.tree.isWithin(node, top));
}

/** Places of one's own area by name, pinyin or initials, the nearest to the channel first. */
export function placeOffers(prefix: string, ctx: Context): Offer[] {
  return offersFor(ctx, placesCalled(prefix, ctx, vantages(ctx)));
}

/** Places of which one may read the directory: also one's neighbours and what lies above. */
export function directoryOffers(prefix: string, ctx: Context): Offer[] {
  const { tree } = ctx.org;
  const around = vantages(ctx).flatMap((top) => [
    ...tree.ancestors(top),
    ...tree.children(tree.parent(top)?.id ?? ""),
  ]);
  const called = isCalled(prefix, ctx);
  const near = around.filter((node) => isOffered(ctx, node) && called(node));
  const found = [...placesCalled(prefix, ctx, vantages(ctx)), ...near];
  const seen = [...new Set(found)].filter(({ id }) => ctx.may("read_directory", { node: id }));
  return offersFor(ctx, nearestFirst(ctx, seen));
}

/** Living places below some tops whose name begins so; without a prefix those next to the channel. */
export function placesCalled(prefix: string, ctx: Context, tops: string[]): Node[] {
  const { tree } = ctx.org;
  const outer = tops.filter((top) => !tops.some((t) => t !== top && tree.isWithin(top, t)));
  if (typed(prefix) === "") {
    const at = ctx.here !== null && isOwn(ctx, ctx.here, outer) ? [ctx.here] : outer;
    const near = at.flatMap((id) => [tree.get(id)!, ...tree.children(id)]);
    return near.filter((node) => isOffered(ctx, node));
  }
  const called = isCalled(prefix, ctx);
  const found = outer.flatMap((top) =>
    tree.descendants(top, { self: true }).filter((node) => isOffered(ctx, node) && called(node)),
  );
  return usualFirst(ctx, prefix, nearestFirst(ctx, found));
}

/** 石门 is also read dan: what is mostly read as typed comes before what may be. */
function usualFirst({ org }: Context, prefix: string, nodes: Node[]): Node[] {
  const word = typed(prefix);
  const isOther = ({ name }: Node) => beginsInPinyin(name, word, org.profile.pinyin) === "other";
  if (!/^[a-z0-9]+$/.test(word)) return nodes;
  const others = new Set(nodes.filter(isOther));
  return [...nodes.filter((one) => !others.has(one)), ...others];
}

/** What can be typed for this place in this channel and means no other. */
export function wordFor(ctx: Context, node: Node): string {
  const means = (word: string) => {
    const ref = resolveNode(ctx.org.tree, word, { from: ctx.here, now: ctx.now });
    return ref.ok && ref.node.id === node.id && !ref.household;
  };
  const names = [displayName(node), ctx.org.tree.pathName(node.id)];
  const plain = names.find((name) => !/[\s,，、:：=]/.test(name) && means(name));
  return plain ?? node.code ?? node.local ?? node.id;
}

function offersFor(ctx: Context, nodes: Node[]): Offer[] {
  return nodes.slice(0, SHOWN).map((node) => ({
    insert: wordFor(ctx, node),
    label: displayName(node),
    detail: detailOf(ctx.org.tree, node),
    kind: "node",
  }));
}

/** Level, and the place it lies in: `网格 · 大田乡/古竹村`. */
function detailOf(tree: Tree, node: Node): string {
  const parent = tree.parent(node.id);
  const level = tree.level(node).zh;
  return parent && parent.id !== tree.root.id ? `${level} · ${tree.pathName(parent.id)}` : level;
}

/** Households are people: never offered. */
function isOffered({ org, now }: Context, node: Node): boolean {
  return !org.tree.level(node).household && org.tree.alive(node, now);
}

function isCalled(prefix: string, { org }: Context): (node: Node) => boolean {
  const begins = beginning(prefix, org.profile.pinyin);
  return (node) => {
    if (begins(node.name)) return true;
    const spoken = displayName(node);
    return (spoken !== node.name && begins(spoken)) || node.aliases.some(begins);
  };
}

function nearestFirst(ctx: Context, nodes: Node[]): Node[] {
  const { tree } = ctx.org;
  const ranked = nodes.map((node) => ({
    node,
    ring: ctx.here === null ? 0 : ring(tree, ctx.here, node.id),
    at: tree.position(node.id),
  }));
  ranked.sort((a, b) => a.ring - b.ring || a.at - b.at);
  return ranked.map(({ node }) => node);
}

/** As names are searched (SPEC §1.3): own node, below, beside, above, elsewhere. */
function ring(tree: Tree, from: string, to: string): number {
  const relation = tree.relation(from, to);
  return relation === "SIB" ? distanceOf("DESC") + 0.5 : distanceOf(relation);
}
