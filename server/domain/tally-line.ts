import type { CountKey, Counts } from "#contract/tally";
import { percent } from "./percent.ts";
import { rates } from "./tally.ts";

/** Which canonical line an item speaks. A `signed` order is one with 回执=签署. */
export type LineKind = "task" | "order" | "signed" | "page" | "notice";

/** Appended in this order, only when above zero. */
const OPTIONAL: [string, CountKey][] = [
  ["待下达", "undispatched"],
  ["困难", "difficulty"],
  ["代签", "proxyAck"],
  ["代报", "proxyReply"],
  ["免报", "excused"],
  ["未联系上", "notReached"],
  ["增派", "added"],
  ["自核", "selfVerified"],
];

const ANSWERED: Record<"order" | "signed" | "page", string> = {
  order: "签收",
  signed: "签署",
  page: "确认",
};

export interface LineOptions {
  /** Tasks: 核实=是, so 完成率 counts the verified. */
  verify?: boolean;
  /** Notices: households reached, and how many of them have read it. */
  reach?: { households: number; read: number };
}

/**
 * The canonical tally line (SPEC §1.8), the same words on cards, board and `…/tally`.
 *
 * @example tallyLine("order", counts) // 应签收24 已签收23/24 95.8%(迟0)
 */
export function tallyLine(kind: LineKind, counts: Counts, options: LineOptions = {}): string {
  if (kind === "task") return taskLine(counts, options.verify ?? false);
  if (kind === "notice") return noticeLine(options.reach ?? { households: 0, read: 0 });
  const verb = ANSWERED[kind];
  const { expected, acked, ackedLate } = counts;
  const share = `${acked}/${expected} ${percent(acked, expected)}`;
  // A page has its own short deadline, so the spec prints no 迟 on it.
  const late = kind === "page" ? "" : `(迟${ackedLate})`;
  return [`应${verb}${expected}`, `已${verb}${share}${late}`, ...optionalWords(counts)].join(" ");
}

function taskLine(c: Counts, verify: boolean): string {
  const offline = c.makeupOffline > 0 ? `(离线${c.makeupOffline})` : "";
  const words = [
    `应报${c.expected}`,
    `响应${c.acked}(迟${c.ackedLate})`,
    `已报${c.replied}`,
    `已核${c.verified}`,
    `逾期${c.overdue}`,
    `补报${c.makeup}${offline}`,
    `退回${c.returned}`,
    ...optionalWords(c),
  ];
  const { 响应率, 完成率 } = rates(c, { verify });
  return `${words.join(" ")} · 响应率${响应率.text} 完成率${完成率.text}`;
}

function noticeLine({ households, read }: { households: number; read: number }): string {
  return `送达户${households} 已读${read}/${households} ${percent(read, households)}`;
}

function optionalWords(counts: Counts): string[] {
  return OPTIONAL.filter(([, key]) => counts[key] > 0).map(
    ([word, key]) => `${word}${counts[key]}`,
  );
}

const MISSING: Record<LineKind, string> = {
  task: "未报",
  order: "未签收",
  signed: "未签署",
  page: "未确认",
  notice: "未读",
};

/** `未签收：航头一网格`, or null when nobody is missing. */
export function missingLine(kind: LineKind, names: string[], total: number): string | null {
  return total === 0 ? null : `${MISSING[kind]}：${listNames(names, total)}`;
}

const LISTED = 10;

/**
 * Names in a sentence: all of them up to ten, else the first ten and `等11个` (SPEC §1.8).
 *
 * @param total how many there are; `names` may hold only the first ones
 */
export function listNames(names: string[], total = names.length): string {
  const listed = names.slice(0, LISTED).join("、");
  return total > LISTED ? `${listed}等${total}个` : listed;
}
