import type { TargetState } from "#contract/states";
import { COUNT_KEYS, type Counts } from "#contract/tally";
import { percent } from "./percent.ts";

/** What is true of one target now. Counts, rates and the shown state all follow from these. */
export interface TargetFacts {
  /** False while it waits at the town's gate (待下达). */
  dispatched: boolean;
  acked: boolean;
  /** The first receipt, reply or 困难 came before the response deadline (or there is none). */
  ackedOnTime: boolean;
  replied: boolean;
  /** The first reply came before the deadline (or there is none). */
  repliedOnTime: boolean;
  /** 补报: the first reply came after the deadline. */
  makeup: boolean;
  /** 离线补传: written before the deadline, received after it. */
  offlineMakeup: boolean;
  verified: boolean;
  submitted: boolean;
  /** Sent back and not reported again since. */
  returned: boolean;
  /** The clock has marked it past due. */
  overdue: boolean;
  excused: boolean;
  /** 代签 · 代报: the receipt, or the reply that counts, was given by someone else. */
  proxyAck: boolean;
  proxyReply: boolean;
  difficulty: boolean;
  notReached: boolean;
  /** 已电话告知: told on the phone and not answered since. */
  told: boolean;
  /** 增派: joined after issue by a logged amendment. */
  added: boolean;
  /** 自核: verified by the one who entered it. */
  selfVerified: boolean;
}

/** A target fresh from dispatch: nothing has happened. */
export const FRESH: TargetFacts = Object.freeze({
  dispatched: true,
  acked: false,
  ackedOnTime: false,
  replied: false,
  repliedOnTime: false,
  makeup: false,
  offlineMakeup: false,
  verified: false,
  submitted: false,
  returned: false,
  overdue: false,
  excused: false,
  proxyAck: false,
  proxyReply: false,
  difficulty: false,
  notReached: false,
  told: false,
  added: false,
  selfVerified: false,
});

/** Answered by any door: 困难 is an answer to the order, though never a report (SPEC §2). */
function hasResponded(f: TargetFacts): boolean {
  return f.acked || f.replied || f.difficulty;
}

/** A returned reply no longer counts as a report until it is sent again (SPEC §1.8). */
function hasReported(f: TargetFacts): boolean {
  return f.replied && !f.returned;
}

/**
 * What one target adds to its node's tally: 0 or 1 per word (SPEC §1.8).
 *
 * An excused target counts as 免报 and nothing else, so every other word stays ≤ 应报. A returned
 * one leaves every word about reports but keeps 响应: that rate is frozen after its deadline.
 */
export function contribution(f: TargetFacts): Counts {
  const counts = zeroCounts();
  if (f.excused) return { ...counts, excused: 1 };
  const responded = hasResponded(f);
  const reported = hasReported(f);
  const flag = (yes: boolean): number => (yes ? 1 : 0);
  return {
    expected: 1,
    undispatched: flag(!f.dispatched),
    acked: flag(responded),
    ackedOnTime: flag(responded && f.ackedOnTime),
    ackedLate: flag(responded && !f.ackedOnTime),
    replied: flag(reported),
    repliedOnTime: flag(reported && f.repliedOnTime),
    verified: flag(reported && f.verified),
    submitted: flag(reported && f.submitted),
    overdue: flag(!reported && f.overdue),
    makeup: flag(reported && f.makeup),
    makeupOffline: flag(reported && f.makeup && f.offlineMakeup),
    returned: flag(f.returned),
    difficulty: flag(!reported && f.difficulty),
    proxyAck: flag(responded && f.proxyAck),
    proxyReply: flag(reported && f.proxyReply),
    excused: 0,
    notReached: flag(!reported && f.notReached),
    added: flag(f.added),
    selfVerified: flag(reported && f.verified && f.selfVerified),
  };
}

export function zeroCounts(): Counts {
  return combine(() => 0);
}

export function addCounts(a: Counts, b: Counts): Counts {
  return combine((key) => a[key] + b[key]);
}

/** `a − b`; the delta of one target is `subtract(contribution(after), contribution(before))`. */
export function subtract(a: Counts, b: Counts): Counts {
  return combine((key) => a[key] - b[key]);
}

function combine(of: (key: keyof Counts) => number): Counts {
  return Object.fromEntries(COUNT_KEYS.map((key) => [key, of(key)])) as Counts;
}

export interface Rate {
  n: number;
  of: number;
  text: string;
}

/**
 * The three rates over 应报, those waiting at the gate included (SPEC §1.8). Sum counts first and
 * take rates last; rates are never averaged.
 *
 * @param item.verify 核实=是: 完成 then means verified, else reported
 */
export function rates(
  counts: Counts,
  item: { verify: boolean },
): Record<"响应率" | "完成率" | "按时率", Rate> {
  const rate = (n: number): Rate => ({ n, of: counts.expected, text: percent(n, counts.expected) });
  return {
    响应率: rate(counts.ackedOnTime),
    完成率: rate(item.verify ? counts.verified : counts.replied),
    按时率: rate(counts.repliedOnTime),
  };
}

/**
 * The one word a row shows (SPEC §1.7); the county's own spelling (`profile.words`) comes after.
 * 困难 and 未联系上 stand before 逾期: they are open cases someone must decide, and are not
 * named as late.
 */
export function stateOf(f: TargetFacts): TargetState {
  if (f.excused) return "免报";
  if (f.returned) return "退回";
  if (f.replied) return f.submitted ? "已上报" : f.verified ? "已核" : "已报";
  if (!f.dispatched) return "待下达";
  if (f.difficulty) return "困难";
  if (f.notReached) return "未联系上";
  if (f.overdue) return "逾期";
  return f.acked ? "已响应" : "已派";
}

/** What else a row is tagged with, beside its state: how it was answered, and 逾期 if it is. */
export function marksOf(f: TargetFacts): string[] {
  const counts = contribution(f);
  const marks: [string, number][] = [
    ["逾期", stateOf(f) === "逾期" ? 0 : counts.overdue],
    // Sent back and in difficulty: the state says the one, this the other.
    ["困难", stateOf(f) === "困难" ? 0 : counts.difficulty],
    ["补报", counts.makeup],
    ["离线补传", counts.makeupOffline],
    ["代签", counts.proxyAck],
    ["代报", counts.proxyReply],
    ["增派", counts.added],
    ["自核", counts.selfVerified],
    ["已电话告知", f.told && !f.excused ? 1 : 0],
  ];
  return marks.filter(([, n]) => n > 0).map(([mark]) => mark);
}
