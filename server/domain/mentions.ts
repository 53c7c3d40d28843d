/** Whom a text calls with `@`. */
export interface Mentions {
  /** `@全体`: everybody in the channel. */
  all: boolean;
  /** Ids, each once, in the order called. */
  people: string[];
}

/** As people know it from their other chat programs. */
const EVERYBODY = ["全体", "所有人"];
const AT = /[@＠]/g;

/**
 * Reads the mentions of a text. Names stand without a separator after them in Chinese
 * (`@余航请回话`), so the longest known word after each `@` is the one meant; others are plain text.
 *
 * @param called what people may be called by, names and posts, with their ids
 */
export function readMentions(
  text: string,
  called: ReadonlyMap<string, readonly string[]>,
): Mentions {
  const words = [...called.keys(), ...EVERYBODY].sort((a, b) => b.length - a.length);
  const people = new Set<string>();
  let all = false;
  for (const { index } of text.matchAll(AT)) {
    const word = words.find((known) => known !== "" && text.startsWith(known, index + 1));
    if (word === undefined) continue;
    const ids = called.get(word);
    if (ids === undefined) all = true;
    for (const id of ids ?? []) people.add(id);
  }
  return { all, people: [...people] };
}
