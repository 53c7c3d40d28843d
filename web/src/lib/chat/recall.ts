import { SvelteMap } from "svelte/reactivity";
import { m } from "#web/i18n/paraglide/messages.js";
import { sayOutcome } from "#web/items/say-outcome.ts";
import { outbox } from "#web/outbox/outbox.svelte.ts";
import type { Shown } from "#web/sync/shown.ts";
import { toasts } from "#web/ui/toasts.svelte.ts";

/** Words taken back in this page, by message: they are gone everywhere else, and here after a reload. */
export const recalledTexts = new SvelteMap<string, string>();

/** Takes back a message of one's own. */
export async function recall({ message, text }: Shown): Promise<void> {
  const outcome = await outbox.send(
    { channel: message.channel, name: "undo", input: { message: message.id } },
    { label: m.recall_entry({ text }) },
  );
  if (outcome.kind !== "accepted") toasts.say(sayOutcome(outcome));
  if (outcome.kind !== "refused" && text !== "") recalledTexts.set(message.id, text);
}
