import { SvelteMap, SvelteSet } from "svelte/reactivity";
import type { ItemView, TargetView } from "#contract/nouns";
import { m } from "#web/i18n/paraglide/messages.js";
import { channelFor } from "#web/items/answer-actions.ts";
import { silent, targets } from "#web/items/items.svelte.ts";
import { type Outcome, outbox } from "#web/outbox/outbox.svelte.ts";
import { waiting } from "#web/todo/waiting.svelte.ts";

/** What a call found, as `/去电` takes it. */
export type CallResult = "已告知" | "未接通" | "关机";

export type Who = TargetView["responsible"][number];

/**
 * Calls that were begun from a list and not said the end of yet: whoever comes back from the phone
 * finds the three results in the row that they called from (SPEC §1.18).
 */
class Calls {
  readonly #begun = new SvelteSet<string>();
  /** How logging ended, said in the row itself: whoever calls down a list needs all of it in sight. */
  readonly #outcomes = new SvelteMap<string, Outcome>();

  /** Whether this call waits for its result. */
  isBegun(item: ItemView, target: TargetView): boolean {
    return this.#begun.has(rowKey(item, target));
  }

  outcomeOf(item: ItemView, target: TargetView): Outcome | null {
    const known = this.#outcomes.get(rowKey(item, target));
    return known ? outbox.now(known) : null;
  }

  begin(item: ItemView, target: TargetView): void {
    if (target.may.includes("call")) this.#begun.add(rowKey(item, target));
  }

  /** Nobody was called after all. */
  drop(item: ItemView, target: TargetView): void {
    this.#begun.delete(rowKey(item, target));
  }

  async log(item: ItemView, target: TargetView, result: CallResult): Promise<void> {
    const { node, path, nodeName, responsible } = target;
    const input = {
      item: item.id,
      node: path || node,
      result,
      // Where everyone signs, the call was to the one whose row this is.
      ...(responsible.length === 1 && { who: responsible[0]!.name }),
    };
    const outcome = await outbox.send(
      { channel: channelFor(item), name: "call", input },
      {
        label: `${m.call_log()} ${item.label} ${nodeName}`,
        about: { item: item.id, node, act: "other" },
      },
    );
    // What arrived is said of the last call; what did not stays said.
    for (const [key, before] of this.#outcomes)
      if (outbox.now(before).kind === "accepted") this.#outcomes.delete(key);
    this.#outcomes.set(rowKey(item, target), outcome);
    if (outcome.kind === "refused") return;
    this.drop(item, target);
    if (outcome.kind === "waiting") return;
    waiting.soon();
    void targets.refresh(item.id);
    silent.refreshOf(item.id);
  }
}

/** One row of a list of places: where everyone signs, a place has a row a person. */
export function rowKey(
  item: Pick<ItemView, "id">,
  { node, responsible }: Pick<TargetView, "node" | "responsible">,
): string {
  return `${item.id} ${node} ${responsible[0]?.name ?? ""}`;
}

export const calls = new Calls();
