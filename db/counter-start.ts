import type { Session } from "./open.ts";
import { counter } from "./schema/items.ts";

/** Where the county's numbers stand at first start. */
export async function putCounters(
  session: Session,
  counters: Record<string, number>,
): Promise<void> {
  const rows = Object.entries(counters).map(([key, n]) => ({ key, n }));
  if (rows.length > 0) await session.insert(counter).values(rows);
}
