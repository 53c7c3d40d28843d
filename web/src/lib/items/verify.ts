import type { ItemView } from "#contract/nouns";
import { m } from "#web/i18n/paraglide/messages.js";
import { outbox } from "#web/outbox/outbox.svelte.ts";
import { waiting } from "#web/todo/waiting.svelte.ts";
import { toasts } from "#web/ui/toasts.svelte.ts";
import { channelFor } from "./answer-actions.ts";
import { targets } from "./items.svelte.ts";
import { sayOutcome } from "./say-outcome.ts";

/** A clean reply is verified in one press; what it says is on the row already. */
export async function verify(item: ItemView, node: string): Promise<void> {
  const outcome = await outbox.send(
    { channel: channelFor(item), name: "verify", input: { item: item.id, nodes: [node] } },
    {
      label: `${m.act_verify()} ${item.label} ${item.title}`,
      about: { item: item.id, node, act: "other" },
    },
  );
  toasts.say(sayOutcome(outcome));
  if (outcome.kind === "waiting") return;
  waiting.soon();
  void targets.refresh(item.id);
}
