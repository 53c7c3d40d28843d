import type { ItemView, TargetView } from "#contract/nouns";
import { newCid } from "#web/api/new-cid.ts";
import { m } from "#web/i18n/paraglide/messages.js";
import { outbox } from "#web/outbox/outbox.svelte.ts";
import { waiting } from "#web/todo/waiting.svelte.ts";
import { channelFor } from "./answer-actions.ts";
import { placeKey, replies, targets } from "./items.svelte.ts";
import { newerReplies } from "./newer-replies.svelte.ts";
import { tellOutcome } from "./tell-outcome.ts";

/** A place as it was looked at: `standing` is the version of its reply. */
type Seen = Pick<TargetView, "node" | "standing">;

/**
 * Clean replies are verified in one press; what they say is on their rows already. Places are named
 * one by one, with the version that was seen, so that a reply that came a moment ago is not verified
 * unseen.
 */
export async function verify(item: ItemView, ...seen: Seen[]): Promise<void> {
  const byVersion = Map.groupBy(seen, ({ standing }) => standing);
  for (const [standing, places] of byVersion) await verifySeen(item, standing, places);
}

async function verifySeen(item: ItemView, standing: number | null, places: Seen[]): Promise<void> {
  const cid = newCid();
  const nodes = places.map(({ node }) => node);
  const only = places.length === 1 ? places[0]! : null;
  const outcome = await outbox.send(
    {
      ...{ cid, channel: channelFor(item), name: "verify", input: { item: item.id, nodes } },
      ...(standing !== null && { base: standing }),
    },
    {
      label: `${m.act_verify()} ${item.label} ${item.title}`,
      about: { item: item.id, node: only?.node ?? null, act: "other" },
    },
  );
  const fault = outcome.kind === "refused" ? outcome.fault : null;
  const version = fault?.candidates?.[0]?.base;
  for (const place of places) newerReplies.forget(item, place);
  if (fault && version !== undefined && only) {
    // It stands on the row, with the way on.
    newerReplies.tell(item, only, { message: fault.message, version });
    await outbox.drop(cid);
  } else tellOutcome(outcome, "verify", channelFor(item));
  if (outcome.kind === "waiting") return;
  waiting.soon();
  void targets.refresh(item.id);
  if (only) void replies.refresh(placeKey(item.id, only.node));
}
