import type { Mode } from "#contract/profile";
import type { Org } from "../org/org-index.ts";
import { parseItemRef } from "./ids.ts";
import { dropInvisible } from "./invisible.ts";

/** Whom a text calls with `@`. */
export interface Mentions {
  /** `@全体`: everybody in the channel. */
  all: boolean;
  /** Ids, each once, in the order called. */
  people: string[];
  /** `@未报:T0127-01`: ids of items, as typed, whose silent places are called (SPEC §1.17). */
  silentOf: string[];
}

/**
 * How much of a text that follows `@` is a name, for {@link readAcknowledgement}: the longest known
 * word that it begins with, 0 for none.
 */
export function longestName(words: Iterable<string>): (text: string) => number {
  const known = [...words, ...EVERYBODY].filter((word) => word !== "");
  known.sort((a, b) => b.length - a.length);
  return (text) => known.find((word) => text.startsWith(word))?.length ?? 0;
}

/** As people know it from their other chat programs. */
export const EVERYBODY = ["全体", "所有人"];
/** Whoever has not answered an item. */
export const SILENT = "未报";
const AT = /[@＠]/g;
const OF_ITEM = new RegExp(`^${SILENT}[:：]\\s*(\\S{1,40})`, "u");

/**
 * Reads the mentions of a text. Names stand without a separator after them in Chinese
 * (`@余航请回话`), so the longest known word after each `@` is the one meant; others are plain text.
 *
 * @param called what people may be called by, names and posts, with their ids
 */
export function readMentions(
  typed: string,
  called: ReadonlyMap<string, readonly string[]>,
): Mentions {
  const text = dropInvisible(typed);
  const words = [...called.keys(), ...EVERYBODY].sort((a, b) => b.length - a.length);
  const people = new Set<string>();
  const silentOf = new Set<string>();
  let all = false;
  for (const { index } of text.matchAll(AT)) {
    const item = itemAt(text.slice(index + 1));
    if (item !== undefined) silentOf.add(item);
    const word = words.find((known) => known !== "" && text.startsWith(known, index + 1));
    if (word === undefined) continue;
    const ids = called.get(word);
    if (ids === undefined) all = true;
    for (const id of ids ?? []) people.add(id);
  }
  return { all, people: [...people], silentOf: [...silentOf] };
}

/** The id after `未报:`; like a name it ends where it can be read no further. */
function itemAt(text: string): string | undefined {
  const chars = [...(OF_ITEM.exec(text)?.[1] ?? "")];
  const lengths = chars.map((_, i) => chars.length - i);
  const length = lengths.find((n) => parseItemRef(chars.slice(0, n).join("")) !== null);
  return length === undefined ? undefined : chars.slice(0, length).join("");
}

/** `@全体` is for war and for what is urgent (SPEC §1.17). */
export function mayCallAll(mode: Mode | undefined, text: string): boolean {
  return mode === "战" || text.includes("特急");
}

/** The words by which people are called: their names, and the posts they hold with their aliases. */
export function namesOf(people: Iterable<string>, org: Org, now: number): Map<string, string[]> {
  const called = new Map<string, string[]>();
  for (const id of people) {
    const posts = org.assignmentsOf(id, now).flatMap(({ post }) => org.post(post) ?? []);
    const names = [org.person(id)!.name, ...posts.flatMap(({ zh, aliases }) => [zh, ...aliases])];
    for (const name of new Set(names)) called.set(name, [...(called.get(name) ?? []), id]);
  }
  return called;
}
