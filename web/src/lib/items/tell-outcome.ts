import { m } from "#web/i18n/paraglide/messages.js";
import { type Outcome, outbox } from "#web/outbox/outbox.svelte.ts";
import { waiting } from "#web/todo/waiting.svelte.ts";
import { toasts } from "#web/ui/toasts.svelte.ts";
import { sayOutcome } from "./say-outcome.ts";

/**
 * Says how it ended; what can be taken back offers 撤回 for its minute.
 * @param about what of a kind is said again and again: the next takes its place
 * @param channel where it was done
 */
export function tellOutcome(outcome: Outcome, about: string, channel: string): void {
  const until = outcome.kind === "accepted" ? outcome.answer.undoUntil : undefined;
  const undo = until === undefined ? null : { until, run: () => void takeBack(channel) };
  toasts.say(sayOutcome(outcome), about, undo);
}

/** 撤回 of one's own last act. */
export async function takeBack(channel: string): Promise<void> {
  const outcome = await outbox.send({ channel, name: "undo", input: {} }, { label: m.undo() });
  toasts.say(sayOutcome(outcome), "undo");
  waiting.soon();
}
