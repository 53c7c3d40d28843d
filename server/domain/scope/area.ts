import type { Node } from "../org/org.ts";
import type { Org } from "../org/org-index.ts";

export interface ScopeContext {
  org: Org;
  /** Where the scope was typed; null where that is no place: then it names one. */
  from: string | null;
  /**
   * Node the issuer's rights are computed from; it and what lies above are no targets of an area.
   * Null where nobody issues.
   */
  issuer: string | null;
  now: number;
  /** Text of `除=`: taken away from the result. */
  except?: string;
  /** True for modes, grades and colours, which levels without a responsible post have too. */
  switching?: boolean;
}

/** The area nodes at and below a place that answer for something, without the issuer's own. */
export function area(top: string, context: Omit<ScopeContext, "except">): Node[] {
  const { org, now } = context;
  return org.tree
    .descendants(top, { self: true })
    .filter((node) => org.tree.alive(node, now))
    .filter((n) => mayBeTarget(n, context) && !isNamedOnly(n, context) && !isAbove(n, context));
}

/** Levels that answer for nothing are switched and coloured, never targets (SPEC §1.4). */
export function mayBeTarget(
  node: Node,
  { org, switching }: Pick<ScopeContext, "org" | "switching">,
): boolean {
  const level = org.tree.level(node);
  return level.needsResponsible || (switching === true && !level.household);
}

/** Stations, firms, schools, teams, checkpoints and households come in only when named. */
export function isNamedOnly(node: Node, { org }: Pick<ScopeContext, "org">): boolean {
  const level = org.tree.level(node);
  return level.kind === "body" || level.household;
}

/** The issuer's own node and all above it: nobody is ordered from below. */
export function isAbove(
  node: Node,
  { org, issuer }: Pick<ScopeContext, "org" | "issuer">,
): boolean {
  return issuer !== null && org.tree.isWithin(issuer, node.id);
}
