import type { ItemView } from "#contract/nouns";
import type { OrderFile } from "#contract/order-file";
import { api } from "#web/api/calls.ts";
import { pagesOf } from "#web/api/client.ts";
import { askOrRemember } from "#web/api/remembered.ts";

const PAGES = 10;
/** Most documents of a kind that the library lists; it says so where there are more. */
export const MOST = PAGES * 200;

/** Orders and notices in sight, whatever their state. @throws CallError */
export function documents(): Promise<ItemView[]> {
  return askOrRemember("documents", async () => {
    const [orders, notices] = await Promise.all([
      api.items({ kind: "order" }, PAGES),
      api.items({ kind: "notice" }, PAGES),
    ]);
    return [...orders, ...notices];
  });
}

/** What a document stands on, how it ended and what came of it. @throws CallError */
export function orderFile(id: string): Promise<OrderFile> {
  return askOrRemember(`file ${id}`, async () => {
    const pages = await pagesOf<OrderFile>(`/api/items/${encodeURIComponent(id)}/file`);
    return {
      ...pages[0]!,
      documents: pages.flatMap(({ documents }) => documents),
      tasks: pages.flatMap(({ tasks }) => tasks),
    };
  });
}

export function orderHref(id: string): string {
  return `/orders/${encodeURIComponent(id)}`;
}
