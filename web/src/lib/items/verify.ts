import type { ItemView } from "#contract/nouns";
import { m } from "#web/i18n/paraglide/messages.js";
import { outbox } from "#web/outbox/outbox.svelte.ts";
import { waiting } from "#web/todo/waiting.svelte.ts";
import { toasts } from "#web/ui/toasts.svelte.ts";
import { channelFor } from "./answer-actions.ts";
import { targets } from "./items.svelte.ts";
import { sayOutcome } from "./say-outcome.ts";

/**
 * Clean replies are verified in one press; what they say is on their rows already. Places are named
 * one by one, so that a reply that came a moment ago is not verified unseen.
 */
export async function verify(item: ItemView, ...nodes: string[]): Promise<void> {
  const outcome = await outbox.send(
    { channel: channelFor(item), name: "verify", input: { item: item.id, nodes } },
    {
      label: `${m.act_verify()} ${item.label} ${item.title}`,
      about: { item: item.id, node: nodes.length === 1 ? nodes[0]! : null, act: "other" },
    },
  );
  toasts.say(sayOutcome(outcome), "verify");
  if (outcome.kind === "waiting") return;
  waiting.soon();
  void targets.refresh(item.id);
}
