import { eq } from "drizzle-orm";
import type { Session } from "./open.ts";
import { held } from "./schema/log.ts";

export type { HeldCommand } from "./schema/log.ts";
export type HeldRow = typeof held.$inferSelect;

/** Handed in anew, the newer one is what would be signed. */
export async function putHeld(session: Session, row: HeldRow): Promise<void> {
  const { item: _, ...change } = row;
  await session.insert(held).values(row).onConflictDoUpdate({ target: held.item, set: change });
}

export async function findHeld(session: Session, item: string): Promise<HeldRow | undefined> {
  const [row] = await session.select().from(held).where(eq(held.item, item));
  return row;
}
