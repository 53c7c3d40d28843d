import { beginsInPinyin, type PinyinTable } from "#domain/text/pinyin";
import { fold } from "#domain/text/text";

const LATIN = /^[a-z0-9]+$/;

/** What was typed, ready to be compared. */
export function typed(prefix: string): string {
  return fold(prefix).trim().toLowerCase();
}

/**
 * Whether a name begins with what was typed: as written, in full pinyin (`renwu`) or in initials
 * (`rw`), in any reading of its characters. Made once for all the names that are tried.
 */
export function beginning(prefix: string, pinyin?: PinyinTable): (name: string) => boolean {
  const word = typed(prefix);
  if (word === "") return () => true;
  const latin = LATIN.test(word);
  return (name) => {
    if (name.toLowerCase().startsWith(word)) return true;
    return latin && beginsInPinyin(name, word, pinyin) !== null;
  };
}
