import type { TargetView } from "#contract/nouns";
import { clockRead } from "#web/i18n/dates.ts";
import { m } from "#web/i18n/paraglide/messages.js";
import { clock } from "#web/session/clock.svelte.ts";

/** What calls have found of a place, in words: 去电2次没通，最近19:10 · 已转请溪洋村. Empty where nobody called. */
export function callFacts({
  calls,
  outOfContact,
}: Pick<TargetView, "calls" | "outOfContact">): string {
  const { failed, failedAt, toldAt, passedTo } = calls;
  return [
    ...(outOfContact ? [m.call_out_of_contact()] : []),
    ...(toldAt === null ? [] : [m.call_told_at({ at: clockRead(toldAt, clock.now) })]),
    ...(failedAt === null
      ? []
      : [m.call_failed({ n: failed, at: clockRead(failedAt, clock.now) })]),
    ...(passedTo === null ? [] : [m.call_passed_to({ place: passedTo })]),
  ].join(" · ");
}
