import type { Unlanded } from "#contract/nouns";
import { listUnlanded } from "#db/sight";
import { displayName } from "#domain/org/short-name";
import { ages } from "#kernel/ageing";
import { lookOut } from "#kernel/sight/look-out";
import { placeOf, type Viewer } from "./viewer.ts";

/** Nobody did anything about it for so long: 超24小时. */
const IDLE = 24 * 3_600_000;

/** How much of what the viewer sees has come to nothing yet at a place and below, and lies idle. */
export async function unlandedAt(viewer: Viewer, typed?: string): Promise<Unlanded> {
  const { session, org, registry, now } = viewer;
  const node = typed === undefined ? org.tree.root : placeOf(viewer, typed);
  const kinds = registry.kindsThat(ages);
  const about = { kinds, at: now, node: node.id };
  const items = kinds.length === 0 ? [] : await listUnlanded(session, lookOut(viewer), about);
  const idle = items.filter(({ lastAct }) => lastAct !== null && lastAct <= now - IDLE);
  return {
    ...{ node: node.id, nodeName: displayName(node) },
    ...{ unlanded: items.length, idle: idle.length },
  };
}
