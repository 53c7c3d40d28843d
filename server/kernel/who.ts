import type { Cap } from "#contract/profile";
import type { ItemRow } from "#db/items";
import type { LineRow } from "#db/lines";
import type { Assignment } from "#domain/org/org";
import type { Holder, Org } from "#domain/org/org-index";
import { can, type Subject } from "#domain/rights/rights";
import type { Kind, Transition } from "./define-kind.ts";

/**
 * Who may do something to an item or a line, or is told of it (KINDS §1):
 * - whoever holds a cap at the item's home, at the place it is about, or at the place that is asked
 * - `opener` who opened it, `doer` who has to do the line, `asked` who answers for a place it asks
 * - `holder` who answers for the place it is about, `above` who does for the next place up, `room`
 *   the command room of its town
 * - `door`, `firm` those of the household or the firm itself
 */
export type Who =
  | { cap: Cap; at: "home" | "about" | "target" }
  | "opener"
  | "doer"
  | "asked"
  | "holder"
  | "above"
  | "room"
  | "door"
  | "firm";

/** What it is done to. */
export interface Done {
  item: ItemRow;
  line?: LineRow;
  /** The place asked that it is about, where it is done to one. */
  target?: string;
  /** Places that the item asks, as far as they are known: what `asked` looks at. */
  asked?: readonly string[];
}

/**
 * The post under which somebody may take an item, or one of its lines, along a transition of its
 * kind now; null where its state or their rights do not allow it.
 */
export function postAlong(
  subject: Subject,
  { cap, limit }: Kind,
  { on, from, who }: Transition,
  done: Done,
): Assignment | null {
  const { item, line } = done;
  const isMeant = on === (line && `line.${line.name}`);
  if (!isMeant || !from.includes((line ?? item).state)) return null;
  if (who) return postFor(subject, who, done);
  const verdict = can(subject, "close", { cap, issuer: item.node, ...(limit && { limit }) });
  return verdict.ok ? verdict.assignment : null;
}

/** Commands that take an item, or one of its lines, further, which somebody may give now. */
export function actsOn(subject: Subject, kind: Kind, done: Done): string[] {
  const acts = Object.values(kind.transitions).flatMap((transition) =>
    postAlong(subject, kind, transition, done) ? [transition.command] : [],
  );
  return [...new Set(acts)];
}

/** Whether somebody is meant. */
export function means(subject: Subject, who: Who, done: Done): boolean {
  if (typeof who === "object") return postAs(subject, who, done) !== null;
  return namedBy(subject.org, subject.now, who, done).includes(subject.person);
}

/** Everybody whom these mean now, each once, by the first post that fits. */
export function peopleFor(
  { org, now }: Pick<Subject, "org" | "now">,
  who: readonly Who[],
  done: Done,
): string[] {
  const people = who.flatMap((one) =>
    typeof one === "object"
      ? nearby(org, now, placeOf(one.at, done)).filter((person) =>
          postAs({ person, org, now }, one, done),
        )
      : namedBy(org, now, one, done),
  );
  return [...new Set(people)];
}

/** Whoever holds a post at a place or above it. */
function nearby(org: Org, now: number, node: string): string[] {
  const up = org.tree.lineage(node);
  return up.flatMap(({ id }) => org.holdersAt(id, now).map(({ person }) => person.id));
}

/** The post under which somebody may, by the first of these that fits; null where they may not. */
function postFor(subject: Subject, who: readonly Who[], done: Done): Assignment | null {
  for (const one of who) {
    const post = postAs(subject, one, done);
    if (post) return post;
  }
  return null;
}

function postAs(subject: Subject, who: Who, done: Done): Assignment | null {
  const { org, person, now } = subject;
  if (typeof who === "object") {
    const verdict = can(subject, "use", { cap: who.cap, node: placeOf(who.at, done) });
    return verdict.ok ? verdict.assignment : null;
  }
  const seat = seatsOf(org, now, who, done).find((holder) => holder.person.id === person);
  if (seat) return seat.assignment;
  const isNamed = namedBy(org, now, who, done).includes(person);
  return isNamed ? (org.assignmentsOf(person, now)[0] ?? null) : null;
}

/** Whom it means: by the seats they hold, or by name. */
function namedBy(org: Org, now: number, who: Exclude<Who, object>, done: Done): string[] {
  if (who === "opener") return [done.item.person];
  if (who === "doer" && done.line?.person) return [done.line.person];
  return seatsOf(org, now, who, done).map(({ person }) => person.id);
}

function seatsOf(org: Org, now: number, who: Exclude<Who, object>, done: Done): Holder[] {
  const about = placeOf("about", done);
  switch (who) {
    case "opener":
      return [];
    case "doer":
      return done.line?.place ? org.responsibleAt(done.line.place, now) : [];
    case "asked":
      return (done.asked ?? []).flatMap((node) => org.responsibleAt(node, now));
    case "holder":
      return org.responsibleAt(about, now);
    case "above":
      return org.responsibleAbove(about, now)?.holders ?? [];
    case "room": {
      const gate = org.tree.gateOf(about);
      return gate ? org.holdersAt(gate.id, now, [org.profile.room.post]) : [];
    }
    case "door":
    case "firm":
      return org.holdersAt(about, now);
  }
}

function placeOf(at: "home" | "about" | "target", { item, line, target }: Done): string {
  if (at === "home") return item.node;
  if (at === "target" && target !== undefined) return target;
  return line?.about ?? item.about ?? item.node;
}
