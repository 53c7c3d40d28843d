import { FACETS, type Facet } from "#contract/facets";
import type { ItemRow } from "#db/items";
import { listTargetsAmong } from "#db/targets";
import type { Viewer } from "../access.ts";
import type { Kind } from "../define-kind.ts";
import { kindOf } from "../loop/change.ts";
import { type Done, means } from "../who.ts";
import { type FieldWords, type Sight, sightsOf } from "./define-sight.ts";

type Looking = Omit<Viewer, "session">;
export type Facets = ReadonlySet<Facet>;
const ALL: Facets = new Set(FACETS);
const NONE: Facets = new Set();

/** By item: which sides of it the viewer sees without giving a reason, once it is in sight. */
export async function facetsOf(viewer: Viewer, items: ItemRow[]): Promise<Map<string, Facets>> {
  const asked = await askedOf(viewer, items);
  return new Map(
    items.map((item) => [item.id, facetsOn(viewer, { item, asked: asked.get(item.id) ?? [] })]),
  );
}

/**
 * Of one item, or of one of its lines: who does a line may see more of that one.
 * @param isCommon whether the viewer sees it by the common rule; of an item they do who may open it
 */
export function facetsOn(viewer: Looking, done: Done, isCommon = true): Facets {
  const kind = kindOf(viewer, done.item);
  if (!kind.sight) return isCommon ? ALL : NONE;
  const sees = sightsOf(kind, done.item).filter(
    (sight) => !sight.reason && (sight.who === "common" ? isCommon : holds(viewer, sight, done)),
  );
  return new Set(sees.flatMap((sight) => sight.sees));
}

/** Whether the viewer sees a side of an item when they say why (KINDS §1, `reason`). */
export async function seesWithReason(viewer: Viewer, item: ItemRow, facet: Facet) {
  const asked = (await askedOf(viewer, [item])).get(item.id) ?? [];
  return sightsOf(kindOf(viewer, item), item).some(
    (sight) => sight.reason && sight.sees.includes(facet) && holds(viewer, sight, { item, asked }),
  );
}

function holds({ person, org, now }: Looking, { who }: Sight, done: Done): boolean {
  return who === "common" || means({ person, org, now }, who, done);
}

/** By item: the places among the viewer's own that it asks; only of kinds that rule by it. */
export async function askedOf(viewer: Viewer, items: ItemRow[]): Promise<Map<string, string[]>> {
  const { session, org, person, now } = viewer;
  const ruled = items.filter((item) =>
    kindOf(viewer, item).sight?.some(({ who }) => who === "asked"),
  );
  if (ruled.length === 0) return new Map();
  const nodes = [...new Set(org.assignmentsOf(person, now).map(({ node }) => node))];
  const ids = ruled.map(({ id }) => id);
  const rows = Map.groupBy(await listTargetsAmong(session, ids, nodes), ({ item }) => item);
  return new Map([...rows].map(([id, own]) => [id, own.map(({ node }) => node)]));
}

/** What everybody sees who may open it. */
export function commonFacets(kind: Kind, item: ItemRow): Facets {
  if (!kind.sight) return ALL;
  const common = sightsOf(kind, item).filter(({ who, reason }) => who === "common" && !reason);
  return new Set(common.flatMap(({ sees }) => sees));
}

/** Of what a row says, that of these sides; what has no word of its own is plain. */
export function cutRow(row: unknown, fields: FieldWords | undefined, seen: Facets): unknown {
  if (typeof row !== "object" || row === null || seen === ALL) return row;
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => seen.has(fields?.[name]?.facet ?? "plain")),
  );
}

/** An item as the viewer sees it: where nothing of it is plain to them, not even what it is about. */
export function masked(viewer: Pick<Viewer, "registry">, item: ItemRow, seen: Facets): ItemRow {
  if (seen.has("plain")) return item;
  return { ...item, title: kindOf(viewer, item).zh, body: null, endReason: null };
}

/** {@link masked}, of several. */
export async function asSeen(viewer: Viewer, items: ItemRow[]): Promise<ItemRow[]> {
  const facets = await facetsOf(viewer, items);
  return items.map((item) => masked(viewer, item, facets.get(item.id)!));
}
