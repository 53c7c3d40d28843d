import type { Answer } from "#contract/envelope";
import { items, targets } from "#web/items/items.svelte.ts";
import { waiting } from "#web/todo/waiting.svelte.ts";

/** A typed 收到, 报 or 结案 is seen on the cards at once, without waiting for an event that may not come. */
export function afterAnswer({ result }: Answer): void {
  void waiting.refresh();
  if (typeof result.item !== "string") return;
  void targets.refresh(result.item);
  void items.refresh(result.item);
}
