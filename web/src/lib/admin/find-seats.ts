import type { Seat } from "./shapes.ts";

/** People whose name, post or place has all the words. */
export function findSeats(seats: readonly Seat[], typed: string): Seat[] {
  const words = typed
    .trim()
    .split(/\s+/)
    .filter((word) => word !== "");
  return seats.filter(({ name, postName, path }) =>
    words.every((word) => `${name} ${postName} ${path}`.includes(word)),
  );
}

/** Whom one may give a code, each person once, in the county's order. */
export function invitees(seats: readonly Seat[]): Seat[] {
  const known = new Set<string>();
  return seats.filter(({ invitable, person }) => {
    if (!invitable || known.has(person)) return false;
    known.add(person);
    return true;
  });
}
