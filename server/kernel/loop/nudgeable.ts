import { listEventsAfter } from "#db/events";
import type { ItemRow } from "#db/items";
import type { Session } from "#db/open";
import type { TargetRow } from "#db/targets";
import { can, type Subject } from "#domain/rights/rights";
import { MINUTE } from "#domain/time/zone";
import type { Kind } from "../define-kind.ts";
import { isAnswered } from "./change.ts";

/** Whom `/催` of an item would remind for one person now, and who of the silent is left out, and why. */
export interface Nudgeable {
  /** Not answered, rights aside. */
  silent: TargetRow[];
  /** Those of them that the person may remind at all. */
  mine: TargetRow[];
  /** Reminded themselves. */
  asked: TargetRow[];
  /** Not passed down yet by a town of others, whose room is reminded. */
  away: TargetRow[];
  /** Not passed down yet by the person's own town, which can do it. */
  here: TargetRow[];
  /** Reminded by hand a moment ago, and when the first of them may be again; infinite where none. */
  wait: { places: number; until: number };
}

/**
 * The one choice of who is reminded: the command acts on it, and every button's count is its size
 * (SPEC §1.8, §1.11).
 * @param rows the item's targets, or those at the places named
 */
export async function nudgeable(
  session: Session,
  subject: Subject,
  { item, kind, rows }: { item: ItemRow; kind: Kind; rows: TargetRow[] },
): Promise<Nudgeable> {
  const { profile, tree } = subject.org;
  const silent = rows.filter((row) => !isAnswered(kind, row));
  const verdicts = silent.map((row) => ({
    row,
    verdict: can(subject, "nudge", { nodes: [row.node], issuer: item.node }),
  }));
  const allowed = verdicts.flatMap(({ row, verdict }) => (verdict.ok ? [{ row, verdict }] : []));
  const mine = allowed.map(({ row }) => row);
  const last = await nudgedByHand(session, item, longAgo(subject));
  const againAt = (row: TargetRow) => {
    const minutes = profile.nudgeMinutes[tree.get(row.node)!.mode] ?? 0;
    return (last.get(asksAt(row)) ?? Number.NEGATIVE_INFINITY) + minutes * MINUTE;
  };
  const from = allowed[0]?.verdict.assignment.node;
  const isHere = ({ dispatchedAt, gate }: TargetRow) =>
    dispatchedAt === null && from !== undefined && tree.isWithin(from, gate!);
  const others = mine.filter((row) => !isHere(row));
  const early = others.filter((row) => againAt(row) > subject.now);
  const ready = others.filter((row) => againAt(row) <= subject.now);
  return {
    silent,
    mine,
    asked: ready.filter((row) => row.dispatchedAt !== null),
    away: ready.filter((row) => row.dispatchedAt === null),
    here: mine.filter(isHere),
    wait: {
      places: new Set(early.map(asksAt)).size,
      until: Math.min(...early.map(againAt)),
    },
  };
}

/** Where a reminder of a target goes: to itself, or to the town that has not passed it down. */
export function asksAt({ dispatchedAt, gate, node }: TargetRow): string {
  return dispatchedAt === null ? gate! : node;
}

function longAgo({ org, now }: Subject): number {
  return now - Math.max(...Object.values(org.profile.nudgeMinutes)) * MINUTE;
}

/** Places that were reminded by hand after an instant, with when. */
export async function nudgedByHand(
  session: Session,
  item: ItemRow,
  after: number,
): Promise<Map<string, number>> {
  const events = await listEventsAfter(session, item.id, "target.reminded", after);
  const byHand = events.filter((event) => event.person !== null);
  return new Map(byHand.flatMap(({ at, data }) => (data.nodes as string[]).map((id) => [id, at])));
}
