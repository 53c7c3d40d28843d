import { z } from "zod";
import type { LineView } from "#contract/lines";
import type { ItemRow } from "#db/items";
import { type LineRow, listLines } from "#db/lines";
import { displayName } from "#domain/org/short-name";
import { can } from "#domain/rights/rights";
import { kindOf } from "#kernel/loop/change";
import { askedOf, cutRow, type Facets, facetsOn } from "#kernel/sight/facets";
import { actsOn } from "#kernel/who";
import { Cursor, type Page, readPage, type Wish } from "./paging.ts";
import type { Viewer } from "./viewer.ts";

/** What an item is made of, by number, as far as the viewer sees the places; a page of it. */
export async function linePage(
  viewer: Viewer,
  item: ItemRow,
  { name, ...wish }: { name?: string } & Wish,
): Promise<Page<LineView>> {
  const asked = (await askedOf(viewer, [item])).get(item.id) ?? [];
  return readPage(wish, {
    cursor: new Cursor(`lines ${item.id} ${name ?? ""}`, z.int()),
    read: (after, limit) =>
      listLines(viewer.session, item.id, { ...(name && { name }), after, limit }),
    keyOf: ({ n }) => n,
    keep: (row) => {
      const seen = facetsOn(viewer, { item, line: row, asked }, seesLine(viewer, item, row));
      return seen.size > 0 ? lineView(viewer, item, row, seen) : null;
    },
  });
}

/** By the common rule: whoever does it, who opened the item, and who sees rows at its place. */
function seesLine({ person, org, now }: Viewer, item: ItemRow, line: LineRow): boolean {
  if (line.person === person || item.person === person) return true;
  const sees = (node: string) =>
    can({ person, org, now }, "see_targets", { node, issuer: item.node }).ok;
  return sees(line.about) || (line.place !== null && sees(line.place));
}

function lineView(viewer: Viewer, item: ItemRow, line: LineRow, seen: Facets): LineView {
  const { org, person, now } = viewer;
  const kind = kindOf(viewer, item);
  const def = kind.lines?.[line.name];
  const nameOf = (id: string | null) => {
    const node = id === null ? undefined : org.tree.get(id);
    return node ? displayName(node) : null;
  };
  return {
    ...{ id: line.id, n: line.n, name: line.name, row: cutRow(line.row, def?.fields, seen) },
    ...{ about: line.about, aboutName: nameOf(line.about) ?? "" },
    place: line.place,
    doer: line.person === null ? nameOf(line.place) : (org.person(line.person)?.name ?? null),
    state: line.state,
    stateName: def?.states[line.state]?.zh ?? line.state,
    ...{ from: line.from, to: line.to, dueAt: line.dueAt },
    may: item.phase === "open" ? actsOn({ person, org, now }, kind, { item, line }) : [],
  };
}
