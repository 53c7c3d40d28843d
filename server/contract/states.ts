/** The states of a target (SPEC §1.7) by their standard words, whatever a county calls them. */
export const STATES = [
  "待下达",
  "已派",
  "已响应",
  "已报",
  "已核",
  "已上报",
  "退回",
  "逾期",
  "困难",
  "免报",
  "未联系上",
] as const;
export type TargetState = (typeof STATES)[number];

/** 已报 ⊇ 已核 ⊇ 已上报 (SPEC §1.8). */
export const REPORTED: ReadonlySet<TargetState> = new Set(["已报", "已核", "已上报"]);
export const VERIFIED: ReadonlySet<TargetState> = new Set(["已核", "已上报"]);
/** Nothing is missing there: it reported, or is asked nothing. */
export const SETTLED: ReadonlySet<TargetState> = new Set([...REPORTED, "免报"]);
