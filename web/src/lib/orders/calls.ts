import type { ItemView } from "#contract/nouns";
import type { OrderFile } from "#contract/order-file";
import { api } from "#web/api/calls.ts";
import { pagesOf } from "#web/api/client.ts";
import { askOrRemember } from "#web/api/remembered.ts";

const PAGES = 10;
/** Most documents that the library lists; it says so where there are more. */
export const MOST = PAGES * 200;

/** Documents in sight (orders, notices), whatever their state. @throws CallError */
export function documents(): Promise<ItemView[]> {
  return askOrRemember("documents", () => api.items({ document: "true" }, PAGES));
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
