import { FACETS } from "#contract/facets";
import type { SpecField } from "#contract/nouns";
import { findItem } from "#db/items";
import { kindOf } from "#kernel/loop/change";
import { seesWithReason } from "#kernel/sight/facets";
import { specOf } from "./item-view.ts";
import type { Viewer } from "./viewer.ts";

/**
 * The side of an item that a `/看详情` has just been granted, asked once more: only the command asks
 * for it, after its own record of the look is committed.
 */
export async function shownFacet(
  viewer: Viewer,
  shown: { item?: unknown; facet?: unknown },
): Promise<SpecField[]> {
  const facet = FACETS.find((one) => one === shown.facet);
  const item = await findItem(viewer.session, String(shown.item));
  if (!facet || !item || !(await seesWithReason(viewer, item, facet))) return [];
  return specOf(kindOf(viewer, item), item, new Set([facet]));
}
