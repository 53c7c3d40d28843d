import { isLand } from "../count/level-counts.ts";
import type { Node } from "../org/org.ts";
import type { Tree } from "../org/tree.ts";
import type { ScopeContext } from "./area.ts";
import { resolveScope } from "./scope.ts";

export type SwitchScope =
  | { ok: true; nodes: Node[] }
  | { ok: false; message: string; token: string; candidates?: Node[] };

/**
 * The land that a mode switch touches, in tree order: as SPEC §1.4 reads 范围=, but the place named
 * and the levels that answer for nothing are in it, and posts, teams and answers are no places.
 */
export function resolveSwitch(
  text: string,
  context: Pick<ScopeContext, "org" | "from" | "now" | "except">,
): SwitchScope {
  // A mode holds for the issuer's own place too, so that no place is above the issuer.
  const scope = resolveScope(text, { ...context, issuer: null, switching: true });
  if (!scope.ok) return scope;
  const { teams, followUps, except, posts, audience } = scope;
  const open = [teams, followUps, except.teams, except.followUps].some((list) => list.length > 0);
  const { tree } = context.org;
  const nodes = scope.nodes.filter((node) => isLand(tree.level(node)));
  if (open || posts || audience || nodes.length === 0) {
    const message = `“${text}”不能切换平战，请写地名、全${tree.profile.rootWord}或本辖区`;
    return { ok: false, message, token: text };
  }
  return { ok: true, nodes };
}

/** Those of a set of places that lie under no other of it. */
export function topsOf(nodes: readonly Node[], tree: Tree): Node[] {
  const tops: Node[] = [];
  // In tree order everything below a place comes right after it.
  for (const node of nodes) {
    const last = tops.at(-1);
    if (!last || !tree.isWithin(node.id, last.id)) tops.push(node);
  }
  return tops;
}

/** The nearest place under which all of them lie. */
export function commonTop(nodes: readonly Node[], tree: Tree): Node {
  const line = tree.lineage(nodes[0]?.id ?? "");
  return line.find((up) => nodes.every((node) => tree.isWithin(node.id, up.id))) ?? tree.root;
}
