import { listNames } from "../count/tally-line.ts";
import { isLocalName } from "./node-names.ts";
import type { Node } from "./org.ts";
import { displayName } from "./short-name.ts";
import type { Tree } from "./tree.ts";

/**
 * The names of places that stand in one list, each by as much of its path as tells it from the
 * others (SPEC §1.3): 石门一网格 alone says which, 一网格 of two villages does not. A number among its kin
 * (单元25, 虚拟单元01) says where it lies as soon as the list holds places of several parents, also
 * when no other has that number: 石门一网格/单元25.
 *
 * @param ids in the order of the list; one that is no node (any more) keeps its id
 * @param view every place that the reader sees beside them, where the list shows only the first ones
 */
export function namesInView(
  ids: readonly string[],
  tree: Tree,
  view: readonly string[] = ids,
): string[] {
  const nodes = [...new Set([...ids, ...view])].flatMap((id) => tree.get(id) ?? []);
  const spread = new Set(nodes.map((node) => node.parent)).size > 1;
  const paths = new Map(nodes.map((node) => [node.id, startOf(node, tree, spread)]));
  for (let same = clashing(paths); same.length > 0; same = clashing(paths)) {
    const longer = same.filter((id) => lengthen(paths, id, tree));
    if (longer.length === 0) break;
  }
  return ids.map((id) => paths.get(id)?.map(displayName).join("/") ?? id);
}

function startOf(node: Node, tree: Tree, spread: boolean): Node[] {
  const parent = tree.parent(node.id);
  return spread && parent && isLocalName(displayName(node), tree) ? [parent, node] : [node];
}

/** Ids of different places whose names so far are the same. */
function clashing(paths: ReadonlyMap<string, Node[]>): string[] {
  const byName = Map.groupBy(paths.keys(), (id) => paths.get(id)!.map(displayName).join("/"));
  return [...byName.values()].filter((ids) => ids.length > 1).flat();
}

/** One step up; false at the top, where no path tells the two apart. */
function lengthen(paths: Map<string, Node[]>, id: string, tree: Tree): boolean {
  const path = paths.get(id)!;
  const parent = tree.parent(path[0]!.id);
  if (!parent || parent.id === tree.root.id) return false;
  paths.set(id, [parent, ...path]);
  return true;
}

/** Those names in a sentence: all of them up to ten, else the first ten and how many there are. */
export function listPlaces(ids: readonly string[], tree: Tree): string {
  return listNames(namesInView(ids, tree));
}
