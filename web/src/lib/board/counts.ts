import type { BoardRow } from "#contract/board";
import { REPORTED, type TargetState, VERIFIED } from "#contract/states";
import type { CountKey } from "#contract/tally";
import { stateOf } from "./tree/row-state.ts";

/** The tally words that a board row tells by itself (SPEC §1.8). */
export const WORDS = [
  "expected",
  "undispatched",
  "acked",
  "replied",
  "verified",
  "overdue",
  "returned",
  "difficulty",
  "notReached",
  "excused",
  "proxyAck",
  "proxyReply",
] as const satisfies CountKey[];
export type Word = (typeof WORDS)[number];
export type WordCounts = Record<Word, number>;

export function noCounts(): WordCounts {
  return Object.fromEntries(WORDS.map((word) => [word, 0])) as WordCounts;
}

/** A row that did not change stays the same object: what it counts is worked out once. */
const COUNTED = new WeakMap<BoardRow, Readonly<WordCounts>>();

/** What one row adds to the places above it: 0 or 1 a word, as the server counts it. */
export function countsOf(row: BoardRow): Readonly<WordCounts> {
  const known = COUNTED.get(row);
  if (known) return known;
  const counts = count(row);
  COUNTED.set(row, counts);
  return counts;
}

function count(row: BoardRow): WordCounts {
  const counts = noCounts();
  const state = stateOf(row);
  if (state === "免报") {
    counts.excused = 1;
    return counts;
  }
  const has = (mark: string) => (row.marks.includes(mark) ? 1 : 0);
  const is = (...states: TargetState[]) => (states.includes(state) ? 1 : 0);
  const among = (states: ReadonlySet<TargetState>) => (states.has(state) ? 1 : 0);
  counts.expected = 1;
  counts.undispatched = is("待下达");
  counts.replied = among(REPORTED);
  counts.verified = among(VERIFIED);
  counts.returned = is("退回");
  counts.difficulty = is("困难") || has("困难");
  counts.notReached = is("未联系上");
  counts.overdue = is("逾期") || has("逾期");
  // A row past due keeps the post that acknowledged it.
  const hasAcked = counts.replied || is("已响应", "退回", "困难", "未联系上") || row.post !== null;
  counts.acked = hasAcked ? 1 : 0;
  counts.proxyAck = has("代签");
  counts.proxyReply = has("代报");
  return counts;
}

export function addTo(sum: WordCounts, more: Readonly<WordCounts>): void {
  for (const word of WORDS) sum[word] += more[word];
}

/** What settles a target: a reply to a task, a receipt of an order. */
export type Loop = "reply" | "ack";

/** 还差: how many are still to answer. */
export function missingOf(
  counts: Pick<WordCounts, "expected" | "replied" | "acked">,
  loop: Loop,
): number {
  return counts.expected - (loop === "reply" ? counts.replied : counts.acked);
}

/** The domain's percent (SPEC §1.8): one decimal, half-up, never 100.0% unless complete, — of 0. */
export function percent(n: number, of: number): string {
  if (of <= 0) return "—";
  if (n >= of) return "100.0%";
  if (n <= 0) return "0.0%";
  const tenths = Math.min(999, Math.floor((2000 * n + of) / (2 * of)));
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`;
}
