import type { LinkView } from "#contract/links";
import { type ItemRow, listItems } from "#db/items";
import { listLinks } from "#db/links";
import { seriesOf } from "#domain/text/ids";
import { canSeeItem } from "#kernel/access";
import { isDocument } from "#kernel/define-kind";
import { kindOf } from "#kernel/loop/change";
import { asSeen } from "#kernel/sight/facets";
import type { Viewer } from "./viewer.ts";

/** What these items have to do with others that the viewer may see, by their ids; of a round its series'. */
export async function linksOf(
  viewer: Viewer,
  items: readonly ItemRow[],
): Promise<(item: ItemRow) => LinkView[]> {
  const ids = [...new Set(items.map(({ id }) => seriesOf(id)))];
  const links = await listLinks(viewer.session, ids);
  const ends = [...new Set(links.flatMap(({ from, to }) => [from, to]))];
  const open: ItemRow[] = [];
  for (const item of ends.length > 0 ? await listItems(viewer.session, { ids: ends }) : []) {
    if (await canSeeItem(viewer, item)) open.push(item);
  }
  const seen = new Map((await asSeen(viewer, open)).map((item) => [item.id, item]));
  return (item) => {
    const own = seriesOf(item.id);
    return links.flatMap(({ from, to, word }) => {
      if (from !== own && to !== own) return [];
      const other = seen.get(from === own ? to : from);
      if (!other) return [];
      const { id, label, title } = other;
      const document = isDocument(kindOf(viewer, other));
      return [{ word, way: from === own ? "to" : "from", id, label, title, document }];
    });
  };
}
