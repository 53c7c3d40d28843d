import { clockRead } from "./format-time.ts";

/** What the server knows about a thing that came with its writer's own clock. */
export interface Written {
  /** The device's clock when it was written, epoch milliseconds; only what waited in a queue has it. */
  clientAt: number | null;
  /** When the place was asked; null where nothing was, as in talk. */
  dispatchedAt: number | null;
  /** The deadline it is held against. */
  due: number | null;
  /** Receipt. */
  now: number;
}

/** Why a device's clock cannot be right: it had not been asked yet, or it is ahead of the server's. */
export type ClockDoubt = "early" | "ahead";

export interface JudgedWriting {
  /**
   * When it was written, where that can be believed: it waited for a line, and its writer could not
   * be asked anything. Null for what comes at once, and for what only says that it waited.
   */
  at: number | null;
  doubt: ClockDoubt | null;
  /** Written in time and received after it: dispatch ≤ clientAt < due ≤ receipt, clientAt ≤ now. */
  offline: boolean;
}

/** So far ahead a clock that is right may seem, by the way of the line; it is believed in no case. */
const SKEW = 60_000;

/**
 * The one judgement of a device's clock (SPEC §1.14): it explains lateness only where it can be
 * true, and a clock that is wrong explains nothing.
 */
export function judgeWriting({ clientAt, dispatchedAt, due, now }: Written): JudgedWriting {
  if (clientAt === null) return { at: null, doubt: null, offline: false };
  const early = dispatchedAt !== null && clientAt < dispatchedAt;
  const ahead = clientAt > now;
  const at = early || ahead ? null : clientAt;
  const doubt = early ? "early" : clientAt > now + SKEW ? "ahead" : null;
  const offline = at !== null && due !== null && at < due && due <= now;
  return { at, doubt, offline };
}

/** Said to the writer and shown beside the version: the time is kept, and nothing is judged by it. */
export function doubtWords(doubt: ClockDoubt, clientAt: number, now: number): string {
  const why = doubt === "early" ? "早于下达" : "比现在还晚";
  return `手机时间${clockRead(clientAt, now)}${why}，没有按它算，请把手机时间调成自动`;
}
