import { z } from "zod";
import { Refusal } from "#contract/errors";
import { FACETS, type Facet } from "#contract/facets";
import type { FactView, LedgerView } from "#contract/lines";
import { findPage } from "#db/book";
import { type LedgerRow, listLedgerRows, listStandingAt } from "#db/ledger";
import { addExact } from "#domain/count/exact";
import { displayName } from "#domain/org/short-name";
import { can } from "#domain/rights/rights";
import { startOfDay } from "#domain/time/zone";
import { amountsOf, countsOn, wordsOn } from "#kernel/count";
import type { Fact, LedgerDef } from "#kernel/ledger/define-ledger";
import { ledgerPage } from "#kernel/ledger/ledger";
import type { LedgerSight } from "#kernel/sight/define-sight";
import { cutRow } from "#kernel/sight/facets";
import { Cursor, type Page, readPage, type Wish } from "./paging.ts";
import { outOfSight, placeOf, type Viewer } from "./viewer.ts";

/** Of what time a ledger is asked: of all days, of one day, or as it stood at an instant. */
export type When = { day?: string; asOf?: number };

/**
 * What a ledger comes to at a place and below: read from its page of the book; as of an instant
 * added up from the rows that stood then.
 * @param dim only what is told apart by this: 方向=进
 * @throws Refusal `not_found` for no such ledger, or a place whose sums are out of sight
 */
export async function ledgerView(
  viewer: Viewer,
  key: string,
  { node: typed, dim = "", day = "", asOf }: { node?: string; dim?: string } & When,
): Promise<LedgerView> {
  const ledger = ledgerOf(viewer, key);
  const node = seenPlace(viewer, typed);
  const counts = countsOn(ledger.counts, day === "" ? "ever" : "day");
  const words =
    asOf === undefined
      ? wordsOn(counts, await pageOfLedger(viewer, ledger, { node, dim, day }))
      : await standing(viewer, ledger, { node, dim, asOf });
  return { ledger: key, node, words, line: ledger.print(words) };
}

/** The rows of a ledger at a place and below, the newest first, those taken back among them; a page. */
export function factPage(
  viewer: Viewer,
  key: string,
  { node: typed, ...wish }: { node?: string } & Wish,
): Promise<Page<FactView>> {
  const ledger = ledgerOf(viewer, key);
  const node = seenPlace(viewer, typed);
  const places = placesAt(viewer, node);
  return readPage(wish, {
    cursor: new Cursor(`ledger ${key} ${node}`, z.int()),
    read: (before, limit) => listLedgerRows(viewer.session, ledger.key, places, { before, limit }),
    keyOf: ({ id }) => id,
    keep: (row) => factView(viewer, ledger, row),
  });
}

function ledgerOf({ registry }: Viewer, key: string): LedgerDef {
  const ledger = registry.ledgers.get(key);
  if (!ledger) throw new Refusal("not_found", `没有叫“${key}”的台账`);
  return ledger;
}

function seenPlace(viewer: Viewer, typed: string | undefined): string {
  const { person, org, now } = viewer;
  const node = typed === undefined ? org.tree.root.id : placeOf(viewer, typed).id;
  if (can({ person, org, now }, "see_totals", { node }).ok) return node;
  throw outOfSight();
}

function placesAt({ org }: Viewer, node: string): string[] {
  return org.tree.descendants(node, { self: true }).map(({ id }) => id);
}

async function pageOfLedger(
  { session }: Viewer,
  ledger: LedgerDef,
  { node, dim, day }: { node: string; dim: string; day: string },
) {
  const page = await findPage(session, { of: ledgerPage(ledger, dim), node, day });
  return page ?? { words: [], sums: [] };
}

/** Added up from rows: what stood at an instant has no page of its own. */
async function standing(
  viewer: Viewer,
  ledger: LedgerDef,
  { node, dim, asOf }: { node: string; dim: string; asOf: number },
): Promise<Record<string, number>> {
  const counts = countsOn(ledger.counts, "ever");
  const { org, session } = viewer;
  const all = await listStandingAt(session, ledger.key, org.everWithin(node), asOf);
  // What adds up stays with the tree of its day, what replaces goes along with its place.
  const treeOf = ({ from }: LedgerRow) => (ledger.mode === "adds" ? startOfDay(from) : asOf);
  const rows = all.filter((row) =>
    org.lineageAt(row.about, treeOf(row)).some(({ id }) => id === node),
  );
  const words = Object.fromEntries(counts.map(({ word }) => [word, 0]));
  const seen = new Set<string>();
  for (const row of rows.filter((one) => dim === "" || one.dim === dim)) {
    const fact = row as Fact;
    for (const [i, n] of amountsOf(counts, fact).entries()) {
      const { word, once } = counts[i]!;
      const subject = once?.(fact);
      if (subject != null && seen.has(`${word} ${subject}`)) continue;
      if (subject != null) seen.add(`${word} ${subject}`);
      words[word] = addExact(words[word]!, n);
    }
  }
  return words;
}

/** The sides of a row that the viewer sees; without a sight of its own, all. */
function sidesOf(
  { person, org, now }: Viewer,
  { sight }: LedgerDef,
  { about }: LedgerRow,
): ReadonlySet<Facet> {
  if (!sight) return new Set(FACETS);
  const holds = ({ who }: LedgerSight) =>
    who === "common" || can({ person, org, now }, "use", { cap: who.cap, node: about }).ok;
  return new Set(sight.filter(holds).flatMap(({ sees }) => sees));
}

function factView(viewer: Viewer, ledger: LedgerDef, row: LedgerRow): FactView {
  const { org } = viewer;
  const node = org.tree.get(row.about);
  const by = row.source ?? (row.post === null ? "" : (org.post(row.post)?.zh ?? row.post));
  return {
    ...{ id: row.id, about: row.about, aboutName: node ? displayName(node) : row.about },
    ...{
      dim: row.dim,
      row: cutRow(row.row, ledger.fields, sidesOf(viewer, ledger, row)),
      from: row.from,
      to: row.to,
      at: row.at,
      by,
    },
    until: row.until,
  };
}
