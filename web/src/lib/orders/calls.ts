import type { ItemView } from "#contract/nouns";
import type { OrderFile } from "#contract/order-file";
import { api } from "#web/api/calls.ts";
import { get } from "#web/api/client.ts";
import { askOrRemember } from "#web/api/remembered.ts";

/** Most items that one call gives (server/views/items.ts). */
export const MOST = 200;

/** Orders and notices in sight, whatever their state. @throws CallError */
export function documents(): Promise<ItemView[]> {
  return askOrRemember("documents", async () => {
    const [orders, notices] = await Promise.all([
      api.items({ kind: "order" }),
      api.items({ kind: "notice" }),
    ]);
    return [...orders, ...notices];
  });
}

/** What a document stands on, how it ended and what came of it. @throws CallError */
export function orderFile(id: string): Promise<OrderFile> {
  return askOrRemember(`file ${id}`, () => get(`/api/items/${encodeURIComponent(id)}/file`));
}

export function orderHref(id: string): string {
  return `/orders/${encodeURIComponent(id)}`;
}
