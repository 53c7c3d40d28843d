import type { Answer } from "#contract/envelope";
import { targets } from "#web/items/items.svelte.ts";
import { waiting } from "#web/todo/waiting.svelte.ts";

/** A typed 收到 or 报 is seen on the cards at once, without waiting for an event that may not come. */
export function afterAnswer({ result }: Answer): void {
  void waiting.refresh();
  if (typeof result.item === "string") void targets.refresh(result.item);
}
