import type { Seat } from "#contract/seats";
import { DAY } from "#domain/time/zone";

/** What somebody may be looked for by. */
type Named = Pick<Seat, "name" | "pinyin" | "postName" | "path">;

/** People whose name, post or place has all the words; letters are the name's pinyin or initials. */
export function findPeople<T extends Named>(people: readonly T[], typed: string): T[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return people.filter(({ name, pinyin, postName, path }) =>
    words.every(
      (word) =>
        `${name} ${postName} ${path}`.includes(word) ||
        pinyin.split(" ").some((spelt) => spelt.startsWith(word)),
    ),
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

/** Which of the posts held are asked for: all, those held for another, those that end soon. */
export const TERMS = ["all", "deputy", "ending"] as const;
export type Term = (typeof TERMS)[number];

/** A month ahead is when somebody has to be found. Milliseconds. */
const SOON = 30 * DAY;

export function ofTerm(seats: readonly Seat[], term: Term, now: number): Seat[] {
  if (term === "deputy") return seats.filter(({ deputy }) => deputy);
  if (term === "ending") return seats.filter(({ to }) => to !== null && to - now <= SOON);
  return [...seats];
}
