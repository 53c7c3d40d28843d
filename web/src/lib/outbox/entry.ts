import type { Answer, Envelope } from "#contract/envelope";
import type { Fault } from "#web/api/shapes.ts";
import { localName } from "#web/attachments/local-file.ts";

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

/** A photo, recording or file that goes ahead of its command. */
export interface EntryFile {
  ref: string;
  /** The server's name for it, once it is there: it is not sent again. */
  id: string | null;
  /** Sendings of this file so far. */
  attempts: number;
}

/** One command on its way. The envelope never changes: the same cid means the same words. */
export interface Entry {
  /** Order of sending; given by the database. */
  n: number;
  cid: string;
  person: string;
  envelope: Omit<Envelope, "cid" | "clientAt">;
  /** When the person did it. */
  clientAt: number;
  /** What the envelope calls `local:<ref>`. */
  files: EntryFile[];
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

/** Whether the same words may simply be sent again: nobody judged them. */
export function mayRetry({ state, fault }: Entry): boolean {
  return state === "queued" || (state === "refused" && fault?.code === "internal");
}

/** What waited longer than this has waited for the line, or behind something that did. Milliseconds. */
const AT_ONCE = 5_000;

/**
 * How an entry is sent now. What was written while the line was down carries its own time and is
 * not judged late for it (SPEC §1.14); what goes out at once does not, so that the server may ask
 * back (§1.7).
 */
export function envelopeOf(entry: Entry, lineIsProved: boolean, now: number): Envelope {
  const { cid, clientAt, attempts, triedPlain } = entry;
  const envelope = withIds(entry);
  const isFresh = triedPlain || now - clientAt < AT_ONCE;
  const isDirect = attempts === 0 && lineIsProved && isFresh;
  return isDirect ? { cid, ...envelope } : { cid, ...envelope, clientAt };
}

/** The envelope with its files by the server's names. A word of the writer's stays as it is. */
function withIds({ envelope, files }: Entry): Entry["envelope"] {
  if (files.length === 0) return envelope;
  const ids = new Map(files.map(({ ref, id }) => [localName(ref), id]));
  const named = (value: unknown): unknown => {
    if (typeof value === "string") return ids.get(value) ?? value;
    if (Array.isArray(value)) return value.map(named);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, named(one)]));
  };
  const { attachments, input, ...rest } = envelope;
  return {
    ...rest,
    ...(attachments && { attachments: named(attachments) as string[] }),
    ...(input && { input: named(input) as NonNullable<Envelope["input"]> }),
  };
}

/** The file to be sent next, or null when the command itself may go. */
export function nextFile({ files }: Entry): EntryFile | null {
  return files.find(({ id }) => id === null) ?? null;
}

/** How an entry's file changes. */
export function withFile(entry: Entry, ref: string, change: Partial<EntryFile>): EntryFile[] {
  return entry.files.map((file) => (file.ref === ref ? { ...file, ...change } : file));
}

/** How far it has come, one word each (UX 7); `delivered`: its files are there, its answer is not. */
export type Stage = "saved" | "queued" | "delivered" | "accepted" | "refused";

export function stageOf(entry: Entry): Stage {
  const isHalfway = isWaiting(entry) && entry.files.length > 0 && nextFile(entry) === null;
  return isHalfway ? "delivered" : entry.state;
}

/** Faults of the server after which an entry is given back. */
const MOST_FAULTS = 3;

/** What becomes of an entry that was not taken; `again-plain` starts its attempts anew. */
export type Verdict = "refused" | "again" | "again-plain" | "signed-out";

export function verdictOf(entry: Entry, sent: Envelope, fault: Fault): Verdict {
  // The first sending did arrive, in other words: the same words fetch its answer.
  if (fault.code === "conflict" && entry.triedPlain && sent.clientAt !== undefined)
    return "again-plain";
  return verdictOfFault(entry.attempts, fault);
}

/**
 * The same for one of its files: what refuses a file gives the whole entry back.
 * @param attempts sendings before this one
 */
export function verdictOfFault(attempts: number, fault: Fault): Exclude<Verdict, "again-plain"> {
  switch (fault.code) {
    case "offline":
    case "rate_limited":
      return "again";
    case "internal":
      // Nothing was written; a fault that stays is the person's to know of.
      return attempts < MOST_FAULTS ? "again" : "refused";
    case "unauthenticated":
      return "signed-out";
    default:
      return "refused";
  }
}

/** Pause before the next attempt, in milliseconds. */
export function pauseAfter(attempts: number): number {
  return Math.min(30_000, 1_000 * 2 ** Math.min(attempts, 5));
}
