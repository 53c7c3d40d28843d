import { z } from "zod";
import type { RoundsView, RoundView } from "#contract/nouns";
import type { ItemRow } from "#db/items";
import { listRounds, type RoundRow } from "#db/rounds";
import { listTargetsAfter, listTargetsAmong } from "#db/targets";
import { stateOf } from "#domain/count/tally";
import { displayName } from "#domain/org/short-name";
import { can } from "#domain/rights/rights";
import { Book } from "#kernel/book";
import { factsOf } from "#kernel/loop/facts";
import { isSeries } from "#kernel/loop/series";
import { TallyBook } from "#kernel/loop/tally-book";
import { canonicalLine } from "#kernel/loop/tally-view";
import { Cursor, type Page, readPage, type Wish } from "./paging.ts";
import { rowPlaces } from "./row-places.ts";
import type { Viewer } from "./viewer.ts";

/** A month of days; what is older is opened by its own number. */
const SHOWN = 31;

/** The rounds of the series that these items are or belong to: series id → oldest first. */
export function roundsOf({ session }: Viewer, items: ItemRow[]): Promise<Map<string, RoundRow[]>> {
  return listRounds(session, [...new Set(items.flatMap((item) => seriesIdOf(item) ?? []))], SHOWN);
}

/** Null where nothing comes round. */
export function seriesIdOf(item: ItemRow): string | null {
  return isSeries(item) ? item.id : item.roundOf;
}

export function roundView({ id, label, round, at, dueAt, state, phase }: RoundRow): RoundView {
  return { id, label, round, at, dueAt, state, phase };
}

/** What each place answered round by round (UX, S2); only rows that the viewer may see. */
export async function roundsView(viewer: Viewer, item: ItemRow, wish: Wish): Promise<RoundsView> {
  const { session, org, person, now } = viewer;
  const { tree, profile } = org;
  const series = seriesIdOf(item);
  if (series === null) return { rounds: [], rows: [], next: null };
  const rounds = [...(await roundsOf(viewer, [item])).values()].flat();
  const sees = (action: "see_targets" | "see_totals", node: string) =>
    can({ person, org, now }, action, { node, issuer: item.node }).ok;
  const columns = new Map(rounds.map(({ id }, i) => [id, i]));
  const page = await placesPage(viewer, series, wish, (node) => sees("see_targets", node));
  const targets = await listTargetsAmong(session, [...columns.keys()], page.rows);
  const asked = Map.groupBy(targets, (row) => row.node);
  const rows = page.rows.map((node) => {
    const place = tree.get(node);
    const states = rounds.map((): string | null => null);
    for (const row of asked.get(node) ?? []) {
      const state = stateOf(factsOf(row));
      states[columns.get(row.item)!] = profile.words[state] ?? state;
    }
    const nodeName = place ? displayName(place) : node;
    return { node, nodeName, path: tree.pathName(node), states };
  });
  const totals = sees("see_totals", tree.root.id);
  const line = async (id: string) => {
    const { counts } = await new TallyBook(new Book(session), tree).read(
      { id, terms: item.terms },
      tree.root.id,
    );
    return canonicalLine(item, viewer.registry.kinds.get(item.kind)!, counts);
  };
  return {
    rounds: await Promise.all(
      rounds.map(async (row) => ({ ...roundView(row), line: totals ? await line(row.id) : null })),
    ),
    rows,
    next: page.next,
  };
}

/** Places of the list that every round starts from, in tree order, each once. */
function placesPage(
  viewer: Viewer,
  series: string,
  wish: Wish,
  sees: (node: string) => boolean,
): Promise<Page<string>> {
  const nodes = rowPlaces(viewer);
  const shown = new Set<string>();
  return readPage(wish, {
    cursor: new Cursor(`rounds ${series}`, z.int()),
    read: (after, limit) =>
      listTargetsAfter(viewer.session, series, {
        ...{ limit, nodes },
        after: after === undefined ? undefined : { position: after, id: LAST },
      }),
    keyOf: ({ position }) => position,
    keep: ({ node }) => {
      if (shown.has(node) || !sees(node)) return null;
      shown.add(node);
      return node;
    },
  });
}

/** After every id: of a place that is asked several times the whole of it has been read. */
const LAST = "\uffff";
