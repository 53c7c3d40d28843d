import { outermost } from "#domain/vantages";
import type { Viewer } from "./viewer.ts";

/** More places than this are not named to the database: it reads the item's rows as they come. */
const MANY = 500;

/**
 * The places at or below the viewer's own, of which rows are read at all; null where they are most of
 * a county. A sieve: whether a row is shown is asked of `can()`.
 */
export function rowPlaces({ org, person, now }: Viewer): string[] | null {
  const { tree } = org;
  const own = org.assignmentsOf(person, now).flatMap(({ node, serves }) => [node, serves ?? node]);
  const places: string[] = [];
  for (const top of outermost(new Set(own), tree)) {
    for (const { id } of tree.descendants(top, { self: true })) places.push(id);
    if (places.length > MANY) return null;
  }
  return places;
}
