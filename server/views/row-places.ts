import { fewPlaces } from "#domain/org/few-places";
import { outermost } from "#domain/rights/vantages";
import type { Viewer } from "./viewer.ts";

/**
 * The places at or below the viewer's own, of which rows are read at all; null where they are most of
 * a county. A sieve: whether a row is shown is asked of `can()`.
 */
export function rowPlaces({ org, person, now }: Viewer): string[] | null {
  const { tree } = org;
  const own = org.assignmentsOf(person, now).flatMap(({ node, serves }) => [node, serves ?? node]);
  return fewPlaces(outermost(new Set(own), tree), tree);
}
