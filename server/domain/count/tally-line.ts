import type { CountKey, Counts } from "#contract/tally";
import { percent } from "./percent.ts";
import { rates } from "./tally.ts";

/** The canonical lines of SPEC §1.8: the same words on cards, board and `…/tally`. */

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

/**
 * Of what asks for a receipt.
 *
 * @param verb 签收, 签署, 确认
 * @param options.late whether 迟 is printed: what has a short deadline of its own prints none
 * @example receiptLine("签收", counts, { late: true }) // 应签收24 已签收23/24 95.8%(迟0)
 */
export function receiptLine(verb: string, counts: Counts, options: { late: boolean }): string {
  const { expected, acked, ackedLate } = counts;
  const share = `${acked}/${expected} ${percent(acked, expected)}`;
  const late = options.late ? `(迟${ackedLate})` : "";
  return [`应${verb}${expected}`, `已${verb}${share}${late}`, ...optionalWords(counts)].join(" ");
}

/**
 * Of what asks for a reply.
 *
 * @param options.verify 核实=是, so 完成率 counts the verified
 */
export function replyLine(c: Counts, { verify }: { verify: boolean }): string {
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

/** Of what is only to be read: households reached, and how many of them have read it. */
export function reachLine({ households, read }: { households: number; read: number }): string {
  return `送达户${households} 已读${read}/${households} ${percent(read, households)}`;
}

function optionalWords(counts: Counts): string[] {
  return OPTIONAL.filter(([, key]) => counts[key] > 0).map(
    ([word, key]) => `${word}${counts[key]}`,
  );
}

/**
 * `未签收：航头一网格`, or null when nobody is missing.
 *
 * @param word 未签收, 未报: as the kind says it
 */
export function missingLine(word: string, names: string[], total: number): string | null {
  return total === 0 ? null : `${word}：${listNames(names, total)}`;
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
