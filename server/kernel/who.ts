import type { Cap } from "#contract/profile";
import type { ItemRow } from "#db/items";
import type { LineRow } from "#db/lines";
import type { Assignment } from "#domain/org/org";
import { can, type Subject } from "#domain/rights/rights";
import type { Kind, Transition } from "./define-kind.ts";

/**
 * Who may do something to an item or a line (KINDS §1): whoever holds a cap at the item's home or
 * at the place it is about, who opened it, who answers for that place, who has to do the line.
 */
export type Who = { cap: Cap; at: "home" | "about" } | "opener" | "holder" | "doer";

/** What it is done to. */
export interface Done {
  item: ItemRow;
  line?: LineRow;
}

/** The post under which somebody may, by the first of these that fits; null where they may not. */
function postFor(subject: Subject, who: readonly Who[], done: Done): Assignment | null {
  for (const one of who) {
    const post = postAs(subject, one, done);
    if (post) return post;
  }
  return null;
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

function postAs(subject: Subject, who: Who, { item, line }: Done): Assignment | null {
  const { org, person, now } = subject;
  const about = line?.about ?? item.about ?? item.node;
  const at = (node: string) =>
    org.responsibleAt(node, now).find((holder) => holder.person.id === person)?.assignment ?? null;
  if (who === "holder") return at(about);
  if (who === "opener") {
    return item.person === person ? (org.assignmentsOf(person, now)[0] ?? null) : null;
  }
  if (who === "doer") {
    if (line?.person === person) return org.assignmentsOf(person, now)[0] ?? null;
    return line?.place ? at(line.place) : null;
  }
  const node = who.at === "home" ? item.node : about;
  const verdict = can(subject, "use", { cap: who.cap, node });
  return verdict.ok ? verdict.assignment : null;
}
