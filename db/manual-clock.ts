import { max } from "drizzle-orm";
import { lastNumber, setNumber } from "./counters.ts";
import type { Session } from "./open.ts";
import { timer } from "./schema/clock.ts";
import { event } from "./schema/log.ts";

const KEY = "clock:manual";

/** Where a manual clock stands when the county is fresh. */
export async function setManualStart(session: Session, at: number): Promise<void> {
  await setNumber(session, KEY, at);
}

/**
 * Where a manual clock goes on after a restart: the newest instant that left a trace. Moving the
 * clock needs no write of its own then. Null in a database that was never seeded for one.
 */
export async function newestInstant(session: Session): Promise<number | null> {
  const start = await lastNumber(session, KEY);
  const [acted] = await session.select({ at: max(event.at) }).from(event);
  const [fired] = await session.select({ at: max(timer.firedAt) }).from(timer);
  const newest = Math.max(start, Number(acted?.at ?? 0), Number(fired?.at ?? 0));
  return newest === 0 ? null : newest;
}
