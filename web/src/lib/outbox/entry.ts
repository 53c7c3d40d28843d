import type { Answer, Envelope } from "#contract/envelope";
import type { Fault } from "#web/api/shapes.ts";

/** What an entry does for a card, so that the card can say how far it has come. */
export interface About {
  item: string;
  node: string | null;
  act: "ack" | "report" | "difficulty" | "other";
}

/**
 * - `saved`    on this device, not yet tried
 * - `queued`   tried, nobody answered: it may have arrived, and is sent again under the same cid
 * - `accepted` the server has answered that it is done
 * - `refused`  the server has answered why not; the person decides
 */
export type EntryState = "saved" | "queued" | "accepted" | "refused";

/** One command on its way. The envelope never changes: the same cid means the same words. */
export interface Entry {
  /** Order of sending; given by the database. */
  n: number;
  cid: string;
  person: string;
  envelope: Omit<Envelope, "cid" | "clientAt">;
  /** When the person did it. */
  clientAt: number;
  /** Sent at least once without `clientAt`, since the line was there. */
  triedPlain: boolean;
  state: EntryState;
  attempts: number;
  answer: Answer | null;
  fault: Fault | null;
  answeredAt: number | null;
  /** One sentence for lists of what waits. */
  label: string;
  about: About | null;
}

export function isWaiting({ state }: Entry): boolean {
  return state === "saved" || state === "queued";
}

/** What waited longer than this has waited for the line, or behind something that did. Milliseconds. */
const AT_ONCE = 5_000;

/**
 * How an entry is sent now. What was written while the line was down carries its own time and is
 * not judged late for it (SPEC §1.14); what goes out at once does not, so that the server may ask
 * back (§1.7).
 */
export function envelopeOf(entry: Entry, lineIsProved: boolean, now: number): Envelope {
  const { cid, envelope, clientAt, attempts, triedPlain } = entry;
  const isFresh = triedPlain || now - clientAt < AT_ONCE;
  const isDirect = attempts === 0 && lineIsProved && isFresh;
  return isDirect ? { cid, ...envelope } : { cid, ...envelope, clientAt };
}

/** Faults of the server after which an entry is given back. */
const MOST_FAULTS = 3;

/** What becomes of an entry by its answer; `again-plain` starts its attempts anew. */
export type Verdict = "accepted" | "refused" | "again" | "again-plain" | "signed-out";

/** @param fault null when the server took it */
export function verdictOf(entry: Entry, sent: Envelope, fault: Fault | null): Verdict {
  if (fault === null) return "accepted";
  switch (fault.code) {
    case "offline":
    case "rate_limited":
      return "again";
    case "internal":
      // Nothing was written; a fault that stays is the person's to know of.
      return entry.attempts < MOST_FAULTS ? "again" : "refused";
    case "unauthenticated":
      return "signed-out";
    case "conflict":
      // The first sending did arrive, in other words: the same words fetch its answer.
      return entry.triedPlain && sent.clientAt !== undefined ? "again-plain" : "refused";
    default:
      return "refused";
  }
}

/** Pause before the next attempt, in milliseconds. */
export function pauseAfter(attempts: number): number {
  return Math.min(30_000, 1_000 * 2 ** Math.min(attempts, 5));
}
