import { newCid } from "#web/api/new-cid.ts";
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
  const done = outcome.kind === "accepted" ? outcome : null;
  const until = done?.answer.undoUntil;
  const undo =
    done && until !== undefined ? { until, run: () => void takeBack(channel, done.cid) } : null;
  toasts.say(sayOutcome(outcome), about, undo);
}

/** 撤回 of this very act: nothing happens where something else was done since, be it elsewhere. */
export async function takeBack(channel: string, act: string): Promise<void> {
  const cid = newCid();
  const outcome = await outbox.send(
    { cid, channel, name: "undo", input: { act } },
    { label: m.undo() },
  );
  toasts.say(sayOutcome(outcome), "undo");
  // Why not is said; there is nothing to be tried again later.
  if (outcome.kind === "refused") await outbox.drop(cid);
  waiting.soon();
}
