import type { Node } from "#domain/org/org";
import { can } from "#domain/rights/rights";
import { isListed } from "./people.ts";
import { outOfSight, placeOf, type Viewer } from "./viewer.ts";

/**
 * A place and all below it whose people the viewer may have listed, in tree order: those of the
 * directory, and for the administrator and the auditor every place. Households are nobody's.
 * @throws Refusal `not_found` when the place itself is out of sight
 */
export function areaOf(viewer: Viewer, code: string): Node[] {
  const { org } = viewer;
  const top = placeOf(viewer, code);
  if (!isInArea(viewer, top)) throw outOfSight();
  return org.tree.descendants(top.id, { self: true }).filter((node) => isInArea(viewer, node));
}

/** Who sees everyone's posts sees no phone beyond the directory: that right is what shows one. */
export function phoneOf(viewer: Viewer, node: Node, phone: string | null): string | null {
  return isListed(viewer, node) ? phone : null;
}

function isInArea(viewer: Viewer, node: Node): boolean {
  const { org, person, now } = viewer;
  if (isListed(viewer, node)) return true;
  if (!org.tree.alive(node, now) || org.tree.level(node).household) return false;
  return can({ person, org, now }, "audit", {}).ok;
}

/** What somebody is looked for by. */
interface Named {
  name: string;
  pinyin: string;
  postName: string;
  path: string;
}

/** Those whose name, post or place has all the words; letters are the name's pinyin or initials. */
export function called<T extends Named>(people: T[], find: string | undefined): T[] {
  const words = (find ?? "").toLowerCase().split(/\s+/);
  return people.filter(({ name, pinyin, postName, path }) =>
    words.every(
      (word) =>
        `${name} ${postName} ${path}`.includes(word) ||
        pinyin.split(" ").some((spelt) => spelt.startsWith(word)),
    ),
  );
}
