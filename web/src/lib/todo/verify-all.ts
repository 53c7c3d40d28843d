import { verify } from "#web/items/verify.ts";
import type { QueueRow } from "./queue.ts";

/** Verifies the replies of these rows, one command an item. */
export async function verifyAll(rows: readonly QueueRow[]): Promise<void> {
  for (const same of Map.groupBy(rows, ({ item }) => item.id).values()) {
    await verify(same[0]!.item, ...same.flatMap(({ target }) => target ?? []));
  }
}
