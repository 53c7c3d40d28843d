import { foldSigns } from "../text/signs.ts";
import { startOfDay } from "./time.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Minutes around the deadline, ascending: 平 `[-30, 0, 30, 60]` (SPEC §1.11). */
export type Ladder = readonly number[];

/** A step due sooner than this after dispatch to the target is skipped. */
const GRACE = 15 * MINUTE;
const LONG_SPAN = DAY;
const DAY_BEFORE_AT = 9 * 60 * MINUTE;
const DIGEST_AT = (8 * 60 + 30) * MINUTE;

/** The extra reminder the day before, on spans over 24 h; comes before index 0. */
export const DAY_BEFORE = -1;
/** The digest of the n-th day after the due date has index `FIRST_DIGEST + n`. */
export const FIRST_DIGEST = 1000;

/** `holder` the target's own channel · `above` the next responsible post up · `room` the town room. */
export type StepTo = "holder" | "above" | "room";

export interface Step {
  /** Grows with time and names the step for good: a target never sees one index twice. */
  index: number;
  /** Epoch milliseconds. */
  at: number;
  to: StepTo;
  /** To be merged with the person's other overdue items into one message. */
  digest: boolean;
}

/** One target's clock. */
export interface Schedule {
  /** Of the mode of the target's own node, or the item's 催办=. */
  ladder: Ladder;
  dueAt: number;
  /** When this target was sent its card: durations count from there. */
  dispatchedAt: number;
}

const MAX_STEPS = 8;
const MAX_OFFSET = 7 * 24 * 60;

/**
 * Reads 催办=: minutes around the deadline, each later than the one before.
 *
 * @example parseLadder("-30，0，＋15，+30") // { ok: true, ladder: [-30, 0, 15, 30] }
 */
export function parseLadder(
  text: string,
): { ok: true; ladder: number[] } | { ok: false; message: string; token: string } {
  const tokens = foldSigns(text)
    .split(/[,，、\s]+/)
    .filter((token) => token !== "");
  const refuse = (token: string, why: string) =>
    ({ ok: false, message: `催办“${token}”${why}，例：-30,0,+15,+30（分钟）`, token }) as const;
  if (tokens.length === 0) return refuse(text, "没有内容");
  if (tokens.length > MAX_STEPS) return refuse(text, `最多${MAX_STEPS}步`);
  const ladder: number[] = [];
  for (const token of tokens) {
    if (!/^[+-]?\d{1,5}$/.test(token)) return refuse(token, "要填整数");
    // `-0` is the deadline itself.
    const offset = Number(token) || 0;
    if (Math.abs(offset) > MAX_OFFSET) return refuse(token, "不能超过7天");
    const before = ladder.at(-1);
    if (before !== undefined && offset <= before) return refuse(token, "要比前一步晚");
    ladder.push(offset);
  }
  return { ok: true, ladder };
}

/**
 * The steps of one target in order of time, without those that come less than 15 min after its
 * dispatch. Spans over 24 h add the day before at 09:00, and 08:30 daily once the ladder has run.
 *
 * @param until how far to list the daily digests, which have no end; none by default
 */
export function stepsOf({ ladder, dueAt, dispatchedAt }: Schedule, until = 0): Step[] {
  const rungs = ladder.map((offset, index): Step => {
    const at = dueAt + offset * MINUTE;
    return { index, at, to: roleOf(ladder, index), digest: false };
  });
  const kept = rungs.filter((step) => step.at - dispatchedAt >= GRACE);
  if (dueAt - dispatchedAt <= LONG_SPAN) return kept;
  const dayBefore = startOfDay(dueAt) - DAY + DAY_BEFORE_AT;
  const first = rungs[0]?.at ?? dueAt;
  // A ladder that itself starts earlier than that stands in for the extra reminder.
  const early = dayBefore - dispatchedAt >= GRACE && dayBefore < first;
  return [
    ...(early ? [{ index: DAY_BEFORE, at: dayBefore, to: "holder", digest: false } as const] : []),
    ...kept,
    ...digests(dueAt, rungs.at(-1)?.at ?? dueAt, until),
  ];
}

/** 08:30 of every day, after the deadline and the ladder, up to `until`. */
function digests(dueAt: number, ladderEnd: number, until: number): Step[] {
  const steps: Step[] = [];
  const day0 = startOfDay(dueAt) + DIGEST_AT;
  for (let n = 0; day0 + n * DAY <= until; n++) {
    const at = day0 + n * DAY;
    if (at > Math.max(dueAt, ladderEnd)) {
      steps.push({ index: FIRST_DIGEST + n, at, to: "holder", digest: true });
    }
  }
  return steps;
}

/** Up to the deadline the holder; the first step after it one up; every later one the room. */
function roleOf(ladder: Ladder, index: number): StepTo {
  if ((ladder[index] ?? 0) <= 0) return "holder";
  return (ladder[index - 1] ?? 0) <= 0 ? "above" : "room";
}

/** `lastStep` is the index of the last step fired for this target, null before the first. */
export type Progress = Schedule & { lastStep: number | null; at: number };

/**
 * The steps to fire now, in order: due at or before `at` and past `lastStep`. A pre-reminder whose
 * deadline has passed is stale and left out, and of several missed digests only the newest stays.
 *
 * Swapping the ladder (`/平战`) cannot repeat a step, since `lastStep` is an index, not a time.
 */
export function dueSteps({ lastStep, at, ...schedule }: Progress): Step[] {
  const due = stepsOf(schedule, at).filter(
    (step) =>
      step.at <= at &&
      step.index > (lastStep ?? Number.NEGATIVE_INFINITY) &&
      !(step.at < schedule.dueAt && at >= schedule.dueAt),
  );
  const newestDigest = due.findLast((step) => step.digest);
  return due.filter((step) => !step.digest || step === newestDigest);
}

/** The next step strictly after `at`, to arm a timer for; null when the ladder has run out. */
export function nextStep({ lastStep, at, ...schedule }: Progress): Step | null {
  const horizon = Math.max(at, schedule.dueAt, ladderEnd(schedule)) + 2 * DAY;
  const next = stepsOf(schedule, horizon).find(
    (step) => step.at > at && step.index > (lastStep ?? Number.NEGATIVE_INFINITY),
  );
  return next ?? null;
}

function ladderEnd({ ladder, dueAt }: Schedule): number {
  return dueAt + (ladder.at(-1) ?? 0) * MINUTE;
}

/** Local times `HH:MM`; `from` inclusive, `to` exclusive, over midnight when `from` is later. */
export interface Quiet {
  from: string;
  to: string;
}

/** Whether non-urgent reminders are held at `at` (SPEC §1.11); the caller asks only in 平. */
export function inQuietHours(at: number, quiet: Quiet): boolean {
  const time = at - startOfDay(at);
  const from = timeOfDay(quiet.from);
  const to = timeOfDay(quiet.to);
  return from <= to ? time >= from && time < to : time >= from || time < to;
}

/** When what is held at `at` leaves: the end of these quiet hours, or `at` itself outside them. */
export function quietEnd(at: number, quiet: Quiet): number {
  if (!inQuietHours(at, quiet)) return at;
  const end = startOfDay(at) + timeOfDay(quiet.to);
  return end > at ? end : end + DAY;
}

/** The steps of a ladder that fall into quiet hours, where they are held: what a preview warns of. */
export function nightSteps(schedule: Schedule, quiet: Quiet): Step[] {
  return stepsOf(schedule).filter(({ at }) => inQuietHours(at, quiet));
}

function timeOfDay(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return (hours * 60 + minutes) * MINUTE;
}
