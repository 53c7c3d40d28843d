import type { Session } from "#db/open";
import { nextDue } from "#db/timers";

/** The cheapest read that proves the database answers. */
export async function probe(session: Session): Promise<void> {
  await nextDue(session);
}
