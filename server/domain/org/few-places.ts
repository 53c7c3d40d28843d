import type { Tree } from "./tree.ts";

/** More places than this are not named to the database: it reads all rows as they come. */
const MOST = 500;

/** These places and all below them, each once where none lies in another; null where they are too many to be named. */
export function fewPlaces(tops: readonly string[], tree: Tree): string[] | null {
  const size = tops.reduce((sum, top) => sum + tree.size(top), 0);
  if (size > MOST) return null;
  return tops.flatMap((top) => tree.descendants(top, { self: true }).map(({ id }) => id));
}
