import type { TargetView } from "#contract/nouns";
import { hhmm } from "#web/i18n/dates.ts";
import { m } from "#web/i18n/paraglide/messages.js";

/** What calls have found of a place, in words: 去电2次没通，最近19:10 · 已转请溪洋村. Empty where nobody called. */
export function callFacts({
  calls,
  outOfContact,
}: Pick<TargetView, "calls" | "outOfContact">): string {
  const { failed, failedAt, toldAt, passedTo } = calls;
  return [
    ...(outOfContact ? [m.call_out_of_contact()] : []),
    ...(toldAt === null ? [] : [m.call_told_at({ at: hhmm(toldAt) })]),
    ...(failedAt === null ? [] : [m.call_failed({ n: failed, at: hhmm(failedAt) })]),
    ...(passedTo === null ? [] : [m.call_passed_to({ place: passedTo })]),
  ].join(" · ");
}
