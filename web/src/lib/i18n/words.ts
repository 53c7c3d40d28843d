import { getLocale } from "./paraglide/runtime.js";

/** What SPEC §1.7 and §1.11 call states, marks and urgencies, in English. */
const ENGLISH: Readonly<Record<string, string>> = {
  待下达: "not passed on",
  已派: "sent",
  已响应: "responded",
  已报: "reported",
  已核: "verified",
  已上报: "submitted",
  退回: "returned",
  逾期: "overdue",
  困难: "in difficulty",
  免报: "excused",
  未联系上: "not reached",
  补报: "late",
  离线补传: "late for want of a line",
  代报: "by proxy",
  代签: "signed by proxy",
  增派: "added later",
  自核: "self-verified",
  特急: "at once",
  加急: "urgent",
  平件: "routine",
};

/** A word of the trade as the viewer reads it; what a county calls otherwise stays as it says. */
export function word(zh: string): string {
  return getLocale() === "zh-CN" ? zh : (ENGLISH[zh] ?? zh);
}
