import { ServerTime } from "./server-time.ts";

/** Where the next page, which may open without a line, finds how far off this device is. */
const KEPT = "lingda.clock";

/** The server's time on every answer, in epoch milliseconds; `Date` has seconds only. */
const HEADER = "x-lingda-time";

const time = new ServerTime(
  { wall: () => Date.now(), steady: () => performance.now() },
  Number(localStorage.getItem(KEPT) ?? 0) || 0,
);
const listeners = new Set<() => void>();

/** The time by the server, in epoch milliseconds: the only clock of the web, whatever this device's says. */
export function now(): number {
  return time.now();
}

/** A mark for {@link heardTime}, taken when a question is asked. */
export const markAsked = (): number => time.asked();

/** Takes the time from an answer; one without it (a proxy's page) says nothing. */
export function heardTime(answer: Response, asked: number): void {
  const server = Number(answer.headers.get(HEADER));
  if (!server) return;
  const { isHeard, offset } = time;
  time.heard(server, asked);
  // A step smaller than a second shows on no screen.
  if (isHeard && Math.abs(time.offset - offset) < 1_000) return;
  localStorage.setItem(KEPT, String(time.offset));
  for (const listener of listeners) listener();
}

/** Calls back when an answer has set the time. */
export function onTimeSet(listener: () => void): void {
  listeners.add(listener);
}

/** Server time minus this device's, once an answer has shown them to differ by more than `span`; else null. */
export function deviceOffBeyond(span: number): number | null {
  return time.isHeard && Math.abs(time.offset) > span ? time.offset : null;
}
