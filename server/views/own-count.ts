import type { ItemRow } from "#db/items";
import { listNodesOf } from "#db/sight";
import { ownPlaces } from "#domain/own-places";
import type { Viewer } from "./viewer.ts";

/**
 * The place at which a viewer counts an item: their own area, of several the first that it was sent
 * into. Card, panel, library, board and to-do ask here, so that one number stands everywhere
 * (SPEC §1.8).
 */
export async function countedAt(viewer: Viewer, item: ItemRow): Promise<string> {
  const { session, org, person, now } = viewer;
  const areas = ownPlaces(person, org, now);
  if (areas.length === 1) return areas[0]!;
  const asked = await listNodesOf(session, item.id);
  const found = areas.find((area) => asked.some((node) => org.tree.isWithin(node, area)));
  return found ?? areas[0]!;
}
