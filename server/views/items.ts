import { z } from "zod";
import type { ItemView } from "#contract/nouns";
import { type ItemRow, listItems } from "#db/items";
import { listInSight, type SightFilter, standingRound } from "#db/sight";
import { accessItem } from "#kernel/access";
import { isDocument } from "#kernel/define-kind";
import { currentOf } from "#kernel/loop/series";
import { lookOut } from "#kernel/sight/look-out";
import { itemViewsOf } from "./item-view.ts";
import { Cursor, type Page, readPage, type Wish } from "./paging.ts";
import { seriesIdOf } from "./rounds.ts";
import { placeOf, type Viewer } from "./viewer.ts";

/**
 * One item by any id a person may type.
 * @throws Refusal `not_found` when there is none, or none in sight
 */
export async function itemOf(viewer: Viewer, typed: string): Promise<ItemRow> {
  return accessItem(viewer, typed);
}

/** {@link itemOf}, of a series its current round: what its figures and rows are asked of. */
export async function currentItemOf(viewer: Viewer, typed: string): Promise<ItemRow> {
  return currentOf(viewer.session, await itemOf(viewer, typed));
}

/** The items in sight, newest first: of a kind, in a state, or touching a place or what is below it. */
export async function itemPage(
  viewer: Viewer,
  asked: {
    kind?: string;
    state?: string;
    phase?: ItemRow["phase"];
    document?: "true";
    node?: string;
    unlanded?: "true";
    idle?: number;
  } & Wish,
): Promise<Page<ItemView>> {
  const { session, registry } = viewer;
  const { kind, state, phase, document, limit, after } = asked;
  const kinds = document ? registry.kindsThat(isDocument) : kind ? [kind] : undefined;
  const node = asked.node === undefined ? undefined : placeOf(viewer, asked.node).id;
  const { unlanded, idle } = asked;
  const filter: SightFilter = {
    ...{ kinds, state, node, rounds: true, phase: unlanded ? "open" : phase },
    ...(unlanded && { unlandedAt: viewer.now }),
    ...(idle !== undefined && { idleSince: viewer.now - idle * HOUR }),
  };
  const from = lookOut(viewer);
  // A series is listed once, as its current round; rounds that have ended come under theirs.
  const standing = new Map<string, string | null>();
  const stands = async (row: ItemRow) => {
    const series = seriesIdOf(row);
    if (series === null) return row;
    if (!standing.has(series)) {
      standing.set(series, await standingRound(session, series, from, filter));
    }
    return standing.get(series) === row.id ? row : null;
  };
  const page = await readPage(
    { limit, after },
    {
      cursor: new Cursor("items", KEY),
      read: async (mark, most) => {
        const marks = await listInSight(session, from, filter, { after: mark, limit: most });
        return listItems(session, { ids: marks.map(({ id }) => id) });
      },
      keyOf: ({ at, id }) => ({ at, id }),
      keep: stands,
    },
  );
  return { rows: await itemViewsOf(viewer, page.rows), next: page.next };
}

const HOUR = 3_600_000;
const KEY = z.object({ at: z.int(), id: z.string() });
