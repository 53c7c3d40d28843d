import { runsRoom, seatsAtHeadquarters } from "../org/membership.ts";
import type { Assignment } from "../org/org.ts";
import type { Org } from "../org/org-index.ts";
import type { Relation } from "../org/tree.ts";

const NEARNESS: Record<Relation, number> = {
  SELF: 0,
  CHILD: 1,
  DESC: 2,
  PARENT: 3,
  ANC: 4,
  SIB: 5,
  OTHER: 6,
};

/** How far a relation is, for choosing the nearest post. */
export function distanceOf(relation: Relation): number {
  return NEARNESS[relation];
}

/**
 * Nodes from which an assignment sees: its own, and the area it serves where the matter is its own
 * or it commands there. A department, squad or station serves a whole county or town, but sees
 * there only within its post and subject (SPEC §6).
 */
export function sightNodes(assignment: Assignment, org: Org, issuer: string | undefined): string[] {
  const { node, serves } = assignment;
  if (serves === null || serves === node) return [node];
  const commands = runsRoom(assignment, org) || seatsAtHeadquarters(assignment, org);
  return commands || issuer === node ? [node, serves] : [node];
}

/** The nearest relation of an object's node to any of several nodes. */
export function nearestRelation(from: readonly string[], to: string, org: Org): Relation {
  const relations = from.map((node) => org.tree.relation(node, to));
  return relations.sort((a, b) => NEARNESS[a] - NEARNESS[b])[0] ?? "OTHER";
}
