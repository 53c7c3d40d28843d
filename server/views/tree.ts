import type { NodeView } from "#contract/nouns";
import type { Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { can } from "#domain/rights/rights";
import { type Page, pageOf, type Wish } from "./paging.ts";
import { outOfSight, placeOf, type Viewer } from "./viewer.ts";

/** Levels below a place that one call may show. */
export const MAX_DEPTH = 8;

/**
 * A place and what lies below it, down to `depth` levels, in tree order. What the viewer may not
 * see is left out; so is what is gone. A page of it.
 * @throws Refusal `not_found` when the place itself is out of sight
 */
export function treePage(
  viewer: Viewer,
  under: string | undefined,
  depth: number,
  wish: Wish,
): Page<NodeView> {
  const { tree } = viewer.org;
  const top = under === undefined ? tree.root : seen(viewer, placeOf(viewer, under));
  const found: Node[] = [];
  const visit = (node: Node, left: number) => {
    if (!isSeen(viewer, node)) return;
    found.push(node);
    if (left > 0) for (const child of tree.children(node.id)) visit(child, left - 1);
  };
  visit(top, depth);
  const { rows, next } = pageOf(found, wish, { list: `tree ${top.id}`, id: ({ id }) => id });
  return { rows: rows.map((node) => nodeView(viewer, node)), next };
}

/** @throws Refusal `not_found` when there is none in sight */
export function nodeByCode(viewer: Viewer, code: string): NodeView {
  return nodeView(viewer, seen(viewer, placeOf(viewer, code)));
}

function seen(viewer: Viewer, node: Node): Node {
  if (!isSeen(viewer, node)) throw outOfSight();
  return node;
}

/** Households are personal data; all else is the directory. */
function isSeen({ org, person, now }: Viewer, node: Node): boolean {
  if (!org.tree.alive(node, now)) return false;
  const action = org.tree.level(node).household ? "see_households" : "read_directory";
  return can({ person, org, now }, action, { node: node.id }).ok;
}

function nodeView({ org, now }: Viewer, node: Node): NodeView {
  const { tree } = org;
  const level = tree.level(node);
  const areas = tree.children(node.id).filter((child) => {
    const { kind, household } = tree.level(child);
    return kind === "area" && !household && tree.alive(child, now);
  });
  return {
    id: node.id,
    code: node.code ?? node.local,
    name: displayName(node),
    path: tree.pathName(node.id),
    level: node.level,
    levelName: level.zh,
    parent: node.parent,
    mode: node.mode,
    colour: node.colour,
    grade: node.grade,
    households: node.households,
    population: node.population,
    children: areas.length,
    virtual: node.virtual,
    external: node.external,
  };
}
