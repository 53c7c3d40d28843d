import { fold } from "./text.ts";

/**
 * The candidates most like a mistyped word, best first, for 您要找的是…？ (SPEC §1.21).
 * At least half of the longer word must agree, since 汉字 names are two or three long and any
 * looser rule would offer everything. Ties: same beginning first, then the given order.
 */
export function nearest(word: string, candidates: readonly string[], max = 3): string[] {
  const typed = normal(word);
  if (typed.length === 0) return [];
  return (
    candidates
      .map((candidate) => ({ candidate, letters: normal(candidate) }))
      // The longer word cannot half agree with one less than half as long: no table for a wall of text.
      .filter(({ letters }) => 2 * letters.length >= typed.length)
      .map(({ candidate, letters }) => ({ candidate, ...likeness(typed, letters) }))
      .filter(({ distance, longer }) => distance <= longer / 2)
      .sort((a, b) => a.distance - b.distance || b.prefix - a.prefix)
      .slice(0, max)
      .map(({ candidate }) => candidate)
  );
}

function normal(word: string): string[] {
  return [...fold(word).trim().toLowerCase()];
}

function likeness(a: readonly string[], b: readonly string[]) {
  const firstDifferent = a.findIndex((char, i) => char !== b[i]);
  return {
    distance: editDistance(a, b),
    longer: Math.max(a.length, b.length),
    prefix: firstDifferent < 0 ? a.length : firstDifferent,
  };
}

/** Insertions, deletions, replacements and swaps of two neighbours, each counting one. */
function editDistance(a: readonly string[], b: readonly string[]): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, before[j - 2]! + 1);
      }
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
