import type { ItemView } from "#contract/nouns";
import { api } from "#web/api/calls.ts";
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

/** What was issued on the strength of a document, newest first. @throws CallError */
export function issuedOn(id: string): Promise<ItemView[]> {
  return askOrRemember(`issued on ${id}`, () =>
    api.items().then((items) => items.filter((item) => item.basis === id)),
  );
}

export function orderHref(id: string): string {
  return `/orders/${encodeURIComponent(id)}`;
}
