import { type Candidate, Refusal } from "#contract/errors";
import type { InBoth } from "#contract/nouns";
import { listTargets } from "#db/targets";
import { namesInView } from "#domain/org/names-in-view";
import { findNodes, resolveNode } from "#domain/org/node-ref";
import type { Node } from "#domain/org/org";
import { resolveScope } from "#domain/scope/scope";
import type { FollowUp } from "#domain/scope/terms";
import { accessItem, viewerOf } from "../access.ts";
import { isOwn, placeOffers } from "../complete/place-offers.ts";
import { scopeOffers } from "../complete/scope-offers.ts";
import type { Context } from "../context.ts";
import { isAnswered, kindOf } from "../loop/change.ts";
import { currentOf } from "../loop/series.ts";
import { type Arg, base, type Maybe, type Options, type Raw } from "./arg.ts";
import { lastChoiceFirst } from "./last-choice.ts";

/**
 * A place, searched from the channel outwards (SPEC §1.3). `first`: as a bare word only before any
 * value and within one's own reach, for further on a place may be an answer.
 */
export function node<R extends boolean = false>(
  zh: string,
  options: Options<R> & { word?: boolean | "first" } = {},
): Arg<Maybe<Node, R>> {
  const first = options.word === "first";
  const arg: Arg<Node | null> = {
    ...base("node", zh, {
      help: { zh: "地名、路径或编码", en: "A name, a path or a code" },
      ...options,
    }),
    place: options.word ? "word" : "key",
    claims: (word, ctx, left) =>
      first ? left === 0 && isPlaceInReach(word, ctx) : isPlace(word, ctx),
    readsOn: isPlace,
    offers: placeOffers,
    read: (raw, ctx) => readNode(ctx, raw.text, raw.rewrite),
  };
  return arg as Arg<Maybe<Node, R>>;
}

/** Several places, as words or as a list after the key. */
export function nodes(zh: string, options: { word?: boolean; help?: InBoth } = {}): Arg<Node[]> {
  return {
    ...base("nodes", zh, options),
    place: options.word ? "word" : "key",
    many: true,
    blank: [],
    claims: (word, ctx) => partsOf(word).every((part) => isPlace(part, ctx)),
    readsOn: (text, ctx) => partsOf(text).every((part) => isPlace(part, ctx)),
    offers: placeOffers,
    read: (raw, ctx) =>
      Promise.all(
        partsOf(raw.text).map((part) =>
          readNode(ctx, part, (value) => raw.rewrite(raw.text.replace(part, value))),
        ),
      ),
  };
}

function partsOf(list: string): string[] {
  return list.split(/[\s,，、]+/).filter((part) => part !== "");
}

function isPlace(word: string, ctx: Context): boolean {
  return findNodes(ctx.org.tree, word, { from: ctx.here, now: ctx.now }).length > 0;
}

function isPlaceInReach(word: string, ctx: Context): boolean {
  const found = findNodes(ctx.org.tree, word, { from: ctx.here, now: ctx.now });
  return found.some(({ id }) => isOwn(ctx, id));
}

/** @throws Refusal `bad_argument` with the nearest names, `ambiguous` with numbered candidates */
export async function readNode(
  ctx: Context,
  typed: string,
  rewrite: Raw["rewrite"],
): Promise<Node> {
  const ref = resolveNode(ctx.org.tree, typed, { from: ctx.here, now: ctx.now });
  if (ref.ok) return ref.node;
  if (ref.code === "none") {
    const ids = ref.nearest.map((place) => place.id);
    const near = namesInView(ids, ctx.org.tree);
    const guess = near.length > 0 ? `，是不是：${near.join("、")}` : "";
    throw new Refusal("bad_argument", `没有找到“${typed}”${guess}`, {
      field: typed,
      ...(near.length > 0 && {
        candidates: ref.nearest.map((place, i) => ({
          label: near[i]!,
          text: rewrite(wordFor(ctx, place)),
        })),
      }),
    });
  }
  const candidates = await candidatesFor(ctx, ref.candidates, rewrite);
  const list = candidates.map(({ label }, i) => `${"①②③④⑤⑥⑦⑧⑨"[i]}${label}`).join(" ");
  throw new Refusal(
    "ambiguous",
    `“${typed}”有${ref.candidates.length}处：${list}，点一个继续，还没有发出`,
    { candidates },
  );
}

/** Places to choose from, with their path, and their code where paths are alike (SPEC §1.3). */
async function candidatesFor(
  ctx: Context,
  places: Node[],
  rewrite: Raw["rewrite"],
): Promise<Candidate[]> {
  const paths = places.map((place) => ctx.org.tree.pathName(place.id));
  const candidates = places.map((place, i) => {
    const isTwin = paths.indexOf(paths[i]!) !== paths.lastIndexOf(paths[i]!);
    const word = wordFor(ctx, place);
    return { label: isTwin ? `${paths[i]}（${word}）` : paths[i]!, text: rewrite(word) };
  });
  return (await lastChoiceFirst(ctx, candidates)).slice(0, 9);
}

/** What can be typed for this place and no other. */
function wordFor(ctx: Context, place: Node): string {
  return place.code ?? place.local ?? ctx.org.tree.pathName(place.id);
}

/** What 范围= came to: the words as typed and the places they mean now. */
export interface ReadScope {
  text: string;
  nodes: Node[];
  /** Only the holders of these posts answer. */
  posts: string[] | null;
  audience: string | null;
}

/** Whom it is for (SPEC §1.4), as typed; {@link readScope} resolves it together with 除=. */
export function scope(zh = "范围"): Arg<string | null> {
  return {
    ...base("scope", zh, {
      help: {
        zh: "例：全县、杨林镇、全县:网格、未报:T0127-01",
        en: "E.g. 全县, 杨林镇, 全县:网格, 未报:T0127-01",
      },
    }),
    offers: scopeOffers,
    readsOn: readsAsScope,
    read: (raw) => raw.text,
  };
}

/** Whether a text is a scope, be it one to ask about: `杨林镇:网格`, `杨林村 一网格`, 未报:T0127-01. */
export function readsAsScope(text: string, { org, here: from, now }: Context): boolean {
  const found = resolveScope(text, { org, from, issuer: from, now });
  return found.ok || found.isAmbiguous;
}

/** Where a scope is said, and from where its issuer's rights are computed. */
export interface Standing {
  from?: string | null;
  issuer: string;
}

/**
 * The places a scope means now, for an issuer whose rights are computed from `issuer`.
 * @throws Refusal `bad_argument` or `ambiguous`, naming the word at fault
 */
export async function readScope(
  ctx: Context,
  typed: string,
  { from = ctx.here, issuer, except }: Standing & { except: string | null },
): Promise<ReadScope> {
  const found = resolveScope(typed, {
    org: ctx.org,
    from,
    issuer,
    now: ctx.now,
    ...(except !== null && { except }),
  });
  if (!found.ok) {
    const candidates =
      found.candidates &&
      (await candidatesFor(ctx, found.candidates, (value) =>
        (ctx.sent.typed ?? "").replace(found.token, value),
      ));
    throw new Refusal(candidates ? "ambiguous" : "bad_argument", found.message, {
      field: "范围",
      ...(candidates && { candidates }),
    });
  }
  const places = new Map(found.nodes.map((place) => [place.id, place]));
  for (const followUp of found.followUps) {
    for (const place of await followed(ctx, followUp)) places.set(place.id, place);
  }
  for (const place of found.except.nodes) places.delete(place.id);
  for (const followUp of found.except.followUps) {
    for (const place of await followed(ctx, followUp)) places.delete(place.id);
  }
  if (places.size === 0) {
    throw new Refusal("bad_argument", `“${typed}”里现在没有对象，不用再发`, { field: "范围" });
  }
  return { text: typed, nodes: [...places.values()], posts: found.posts, audience: found.audience };
}

/** The places of a follow-up set: who has not answered, who is in difficulty. */
async function followed(ctx: Context, followUp: FollowUp): Promise<Node[]> {
  const of = await currentOf(ctx.session, await accessItem(viewerOf(ctx), followUp.item));
  const kind = kindOf(ctx, of);
  const rows = await listTargets(ctx.session, of.id);
  const hit = rows.filter((row) => {
    if (followUp.kind === "困难") return row.difficulty !== null && !isAnswered(kind, row);
    if (followUp.kind !== "field") return !isAnswered(kind, row);
    const [, field = "", op = "", n = ""] =
      /^(.+?)(>=|<=|!=|>|<|=)(-?[\d.]+)$/.exec(followUp.rule) ?? [];
    const value = row.values?.[field];
    return typeof value === "number" && compares(value, op, Number(n));
  });
  return hit.map((row) => ctx.org.tree.get(row.node)!);
}

function compares(value: number, op: string, n: number): boolean {
  const results: Record<string, boolean> = {
    ">": value > n,
    "<": value < n,
    ">=": value >= n,
    "<=": value <= n,
    "=": value === n,
    "!=": value !== n,
  };
  return results[op] ?? false;
}
