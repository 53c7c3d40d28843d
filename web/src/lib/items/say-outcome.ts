import { now } from "#web/clock/now.ts";
import { hhmm } from "#web/i18n/dates.ts";
import { m } from "#web/i18n/paraglide/messages.js";
import { said } from "#web/i18n/said.ts";
import type { Outcome } from "#web/outbox/outbox.svelte.ts";

/** How far it has come, honestly: saved on the phone is not sent (UX 7). */
export function sayOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case "accepted":
      return [outcome.answer.result.text, ...outcome.answer.private]
        .filter((text) => text !== "")
        .map(said)
        .join("\n");
    case "refused":
      return outcome.fault.message;
    case "waiting":
      return m.saved_on_phone({ at: hhmm(now()) });
  }
}
