import { z } from "zod";
import type { Pushes } from "#contract/pushes";
import { listItems } from "#db/items";
import { listPushesAfter } from "#db/pushes";
import { canSeeItem } from "#kernel/access";
import { asSeen } from "#kernel/sight/facets";
import { Cursor, readPage, type Wish } from "./paging.ts";
import type { Viewer } from "./viewer.ts";

const cursor = new Cursor("pushes", z.int());

/** The viewer's own pushes and nobody else's: what rang is no measure of a person (SPEC 1.23). */
export async function pushViews(viewer: Viewer, wish: Wish): Promise<Pushes> {
  const { session, person } = viewer;
  const { rows, next } = await readPage(wish, {
    cursor,
    read: (after = 0, limit) => listPushesAfter(session, person, { after, limit }),
    keyOf: ({ id }) => id,
    keep: (row) => row,
  });
  const items = await listItems(session, { ids: [...new Set(rows.map(({ item }) => item))] });
  const about = new Map<string, string>();
  for (const item of await asSeen(viewer, items)) {
    if (await canSeeItem(viewer, item)) about.set(item.id, `${item.label} ${item.title}`);
  }
  return { pushes: rows.map(({ at, item }) => ({ at, about: about.get(item) ?? null })), next };
}
