import { z } from "zod";
import type { LineView } from "#contract/lines";
import type { ItemRow } from "#db/items";
import { type LineRow, listLines } from "#db/lines";
import { displayName } from "#domain/org/short-name";
import { can } from "#domain/rights/rights";
import { kindOf } from "#kernel/loop/change";
import { actsOn } from "#kernel/who";
import { Cursor, type Page, readPage, type Wish } from "./paging.ts";
import type { Viewer } from "./viewer.ts";

/** What an item is made of, by number, as far as the viewer sees the places; a page of it. */
export function linePage(
  viewer: Viewer,
  item: ItemRow,
  { name, ...wish }: { name?: string } & Wish,
): Promise<Page<LineView>> {
  return readPage(wish, {
    cursor: new Cursor(`lines ${item.id} ${name ?? ""}`, z.int()),
    read: (after, limit) =>
      listLines(viewer.session, item.id, { ...(name && { name }), after, limit }),
    keyOf: ({ n }) => n,
    keep: (row) => (seesLine(viewer, item, row) ? lineView(viewer, item, row) : null),
  });
}

function seesLine({ person, org, now }: Viewer, item: ItemRow, line: LineRow): boolean {
  if (line.person === person || item.person === person) return true;
  const sees = (node: string) =>
    can({ person, org, now }, "see_targets", { node, issuer: item.node }).ok;
  return sees(line.about) || (line.place !== null && sees(line.place));
}

function lineView(viewer: Viewer, item: ItemRow, line: LineRow): LineView {
  const { org, person, now } = viewer;
  const kind = kindOf(viewer, item);
  const nameOf = (id: string | null) => {
    const node = id === null ? undefined : org.tree.get(id);
    return node ? displayName(node) : null;
  };
  return {
    ...{ id: line.id, n: line.n, name: line.name, row: line.row },
    ...{ about: line.about, aboutName: nameOf(line.about) ?? "" },
    place: line.place,
    doer: line.person === null ? nameOf(line.place) : (org.person(line.person)?.name ?? null),
    state: line.state,
    stateName: kind.lines?.[line.name]?.states[line.state]?.zh ?? line.state,
    ...{ from: line.from, to: line.to, dueAt: line.dueAt },
    may: item.phase === "open" ? actsOn({ person, org, now }, kind, { item, line }) : [],
  };
}
