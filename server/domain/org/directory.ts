import { postsOf } from "../scope/words.ts";
import { beginsInPinyin, type PinyinTable } from "../text/pinyin.ts";
import { type RefContext, resolveNode, suggestNodes } from "./node-ref.ts";
import type { Node, Person } from "./org.ts";
import type { Holder, Org } from "./org-index.ts";
import type { Relation } from "./tree.ts";

/** Someone in a post at a place. */
export interface Entry {
  node: Node;
  holder: Holder;
}

/** Nearest first, as names are searched (SPEC §1.3). */
const NEARNESS: Relation[] = ["SELF", "CHILD", "DESC", "SIB", "PARENT", "ANC", "OTHER"];
const LATIN = /^[a-z]+$/;

/**
 * Who is meant by some words, each a place, a post, or a person's name or its pinyin (`xt`); all
 * words must fit. A place means those who sit right there, and only when nobody fits those below.
 * Nearest places first, the responsible post of each first. Households are nobody's to look up.
 *
 * @param from where it is asked; null where that is no place
 */
export function searchDirectory(
  words: readonly string[],
  org: Org,
  { from, now }: RefContext,
): Entry[] {
  const readings = words.map((word) => read(word.toLowerCase(), org, { from, now }));
  const fitting = entries(org, now).filter((entry) =>
    readings.every((reading) => reading.fits(entry) || reading.lies(entry.node)),
  );
  const there = fitting.filter((entry) =>
    readings.every((reading) => reading.fits(entry) || reading.places.has(entry.node.id)),
  );
  return inOrder(there.length > 0 ? there : fitting, org, from);
}

interface Reading {
  places: ReadonlySet<string>;
  /** Whether a place is one of them or below one. */
  lies(node: Node): boolean;
  /** Whether the post or the person is meant. */
  fits(entry: Entry): boolean;
}

function read(word: string, org: Org, context: RefContext): Reading {
  const nodes = placesCalled(word, org, context);
  const posts = new Set(postsOf(word, org.profile.posts).map((post) => post.key));
  return {
    places: new Set(nodes.map((node) => node.id)),
    lies: (node) => nodes.some((top) => org.tree.isWithin(node.id, top.id)),
    fits: ({ holder }) =>
      posts.has(holder.post.key) || isCalled(holder.person, word, org.profile.pinyin),
  };
}

function placesCalled(word: string, org: Org, context: RefContext): Node[] {
  if (LATIN.test(word)) return suggestNodes(org.tree, word, context);
  const ref = resolveNode(org.tree, word, context);
  if (ref.ok) return [ref.node];
  return ref.code === "ambiguous" ? ref.candidates : [];
}

/** Whether a person's name has the word in it, or begins so in pinyin or initials. */
export function isCalled({ name }: Person, word: string, pinyin: PinyinTable): boolean {
  if (!LATIN.test(word)) return name.includes(word);
  return beginsInPinyin(name, word, pinyin) !== null;
}

function entries(org: Org, now: number): Entry[] {
  const { tree } = org;
  const places = tree.nodes.filter((node) => tree.alive(node, now) && !tree.level(node).household);
  return places.flatMap((node) => org.holdersAt(node.id, now).map((holder) => ({ node, holder })));
}

function inOrder(found: Entry[], { tree, profile }: Org, from: string | null): Entry[] {
  const posts = profile.posts.map(({ key }) => key);
  const rank = ({ node, holder }: Entry): number[] => {
    const choices = [...tree.level(node).responsible, ...posts];
    return [
      from === null ? 0 : NEARNESS.indexOf(tree.relation(from, node.id)),
      tree.position(node.id),
      choices.indexOf(holder.post.key),
    ];
  };
  const ranked = found.map((entry) => ({ entry, rank: rank(entry) }));
  ranked.sort((a, b) => {
    const at = a.rank.findIndex((value, i) => value !== b.rank[i]);
    return at < 0 ? 0 : a.rank[at]! - b.rank[at]!;
  });
  return ranked.map(({ entry }) => entry);
}
