import { listBookedAt } from "#db/book";
import type { ItemRow } from "#db/items";
import { ownPlaces } from "#domain/org/own-places";
import type { Viewer } from "./viewer.ts";

/**
 * The place at which a viewer counts an item: their own area, of several the first that it was sent
 * into. Card, panel, library, board and to-do ask here, so that one number stands everywhere
 * (SPEC §1.8).
 */
export async function countedAt(viewer: Viewer, item: ItemRow): Promise<string> {
  return (await countedAtOf(viewer, [item])).get(item.id)!;
}

/** {@link countedAt} of several items at once. */
export async function countedAtOf(
  { session, org, person, now }: Viewer,
  items: ItemRow[],
): Promise<Map<string, string>> {
  const areas = ownPlaces(person, org, now);
  const ids = items.map(({ id }) => id);
  const touched = areas.length === 1 ? new Map() : await listBookedAt(session, ids, areas);
  return new Map(
    ids.map((id) => [id, areas.find((area) => touched.get(id)?.has(area)) ?? areas[0]!]),
  );
}
