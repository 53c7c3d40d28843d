import { type Candidate, Refusal } from "#contract/errors";
import type { InBoth } from "#contract/nouns";
import type { ItemRow } from "#db/items";
import { listTargets } from "#db/targets";
import { formatDeadline } from "#domain/format-time";
import { parseItemRef } from "#domain/ids";
import { namesInView } from "#domain/names-in-view";
import { findNodes, resolveNode } from "#domain/node-ref";
import type { Node } from "#domain/org";
import { nextRound } from "#domain/recurrence";
import { resolveScope } from "#domain/scope";
import type { FollowUp } from "#domain/scope-terms";
import { accessItem, viewerOf } from "./access.ts";
import { type Arg, base, type Maybe, type Options, type Raw } from "./arg.ts";
import { itemOffers } from "./complete/item-offers.ts";
import { isOwn, placeOffers } from "./complete/place-offers.ts";
import { scopeOffers } from "./complete/scope-offers.ts";
import type { Context } from "./context.ts";
import { lastChoiceFirst } from "./last-choice.ts";
import { isAnswered, kindOf, specOf } from "./loop/change.ts";
import { currentOf, isSeries } from "./loop/series.ts";

/** As candidates repeat it: `2020-order-330824-17`. */
const STORED_ID = /^\d{4}-(order|notice)-.+-\d+$/;

/** A tracked object by its id; as a bare word or after its key. */
export function item<R extends boolean = false>(
  options: Options<R> & {
    kinds?: string[];
    zh?: string;
    word?: boolean;
    todays?: boolean;
    /** Of a series its current round is meant. */
    current?: boolean;
  } = {},
): Arg<Maybe<ItemRow, R>> {
  const { kinds, zh = "编号", word = true, todays = true } = options;
  const arg: Arg<ItemRow | null> = {
    ...base("item", zh, {
      help: { zh: "编号，例 T0127-01、令17", en: "Its number, e.g. T0127-01 or 令17" },
      ...options,
    }),
    place: word ? "word" : "key",
    // `01` means today's first, but not where a bare number is a value (`/报`).
    claims: (typed) => {
      const ref = parseItemRef(typed);
      return (
        STORED_ID.test(typed) ||
        (ref !== null && (ref.kind !== "today" || ref.letter !== undefined || todays))
      );
    },
    readsOn: (text) => parseItemRef(text.replace(/\s+/g, "")) !== null,
    // What a command changes must be open; what it looks at or rests on (依据) may have ended.
    offers: (prefix, ctx, { command }) =>
      itemOffers(prefix, ctx, { kinds, openOnly: word && command.group !== "查" }),
    async read(raw, ctx) {
      const typed = STORED_ID.test(raw.text) ? raw.text : raw.text.replace(/\s+/g, "");
      const found = await accessItem(viewerOf(ctx), typed, { kinds, rewrite: raw.rewrite });
      return options.current ? begun(ctx, found) : found;
    },
  };
  return arg as Arg<Maybe<ItemRow, R>>;
}

/** @throws Refusal `conflict` when the first round of a series is still to come */
async function begun(ctx: Context, of: ItemRow): Promise<ItemRow> {
  const current = await currentOf(ctx.session, of);
  if (!isSeries(current) || current.state !== "open") return current;
  const first = nextRound(specOf(current).series!.recurrence, ctx.now);
  const when = first === null ? "" : `，${formatDeadline(first, ctx.now)} 开始`;
  throw new Refusal("conflict", `${of.label} 第1轮还没有开始${when}`);
}

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
  return findNodes(ctx.org.tree, word, { from: ctx.place, now: ctx.now }).length > 0;
}

function isPlaceInReach(word: string, ctx: Context): boolean {
  const found = findNodes(ctx.org.tree, word, { from: ctx.place, now: ctx.now });
  return found.some(({ id }) => isOwn(ctx, id));
}

/** @throws Refusal `bad_argument` with the nearest names, `ambiguous` with numbered candidates */
export async function readNode(
  ctx: Context,
  typed: string,
  rewrite: Raw["rewrite"],
): Promise<Node> {
  const ref = resolveNode(ctx.org.tree, typed, { from: ctx.place, now: ctx.now });
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
export function readsAsScope(text: string, { org, place: from, now }: Context): boolean {
  const found = resolveScope(text, { org, from, issuer: from, now });
  return found.ok || found.isAmbiguous;
}

/**
 * The places a scope means now, for an issuer whose rights are computed from `issuer`.
 * @throws Refusal `bad_argument` or `ambiguous`, naming the word at fault
 */
export async function readScope(
  ctx: Context,
  typed: string,
  { issuer, except }: { issuer: string; except: string | null },
): Promise<ReadScope> {
  const found = resolveScope(typed, {
    org: ctx.org,
    from: ctx.place,
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
