import { and, asc, desc, eq, gt, inArray, isNull, lt, lte, or } from "drizzle-orm";
import { inChunks } from "./bulk.ts";
import type { Session } from "./open.ts";
import { ledgerRow } from "./schema/book.ts";

export type LedgerRow = typeof ledgerRow.$inferSelect;

/** @returns null when another command has just taken the row's slot; nothing is written then */
export async function insertLedgerRow(
  session: Session,
  row: Omit<LedgerRow, "id">,
): Promise<LedgerRow | null> {
  const [written] = await session.insert(ledgerRow).values(row).onConflictDoNothing().returning();
  return written ?? null;
}

/** The row of a fact that was told before and still stands. */
export async function findSame(
  session: Session,
  ledger: string,
  same: string,
): Promise<LedgerRow | undefined> {
  const [row] = await session
    .select()
    .from(ledgerRow)
    .where(and(eq(ledgerRow.ledger, ledger), eq(ledgerRow.same, same), isNull(ledgerRow.until)));
  return row;
}

/** The row that stands in a slot; there is one at most. */
export async function findStanding(
  session: Session,
  ledger: string,
  slot: string,
): Promise<LedgerRow | undefined> {
  const [row] = await session
    .select()
    .from(ledgerRow)
    .where(and(eq(ledgerRow.ledger, ledger), eq(ledgerRow.slot, slot), isNull(ledgerRow.until)));
  return row;
}

/** A newer row takes its place. @returns false when it no longer stands */
export async function endRow(session: Session, id: number, at: number): Promise<boolean> {
  const ended = await session
    .update(ledgerRow)
    .set({ until: at })
    .where(and(eq(ledgerRow.id, id), isNull(ledgerRow.until)))
    .returning({ id: ledgerRow.id });
  return ended.length === 1;
}

/** All that stood at an instant, at any of these places. */
export async function listStandingAt(
  session: Session,
  ledger: string,
  places: readonly string[],
  at: number,
): Promise<LedgerRow[]> {
  return inChunks(places, (part) =>
    session
      .select()
      .from(ledgerRow)
      .where(
        and(
          ...[eq(ledgerRow.ledger, ledger), inArray(ledgerRow.about, part)],
          ...[lte(ledgerRow.at, at), or(isNull(ledgerRow.until), gt(ledgerRow.until, at))],
        ),
      )
      .orderBy(asc(ledgerRow.id)),
  );
}

/** A page of rows at any of these places, the newest first, those that no longer stand among them. */
export async function listLedgerRows(
  session: Session,
  ledger: string,
  places: readonly string[],
  { before, limit }: { before: number | undefined; limit: number },
): Promise<LedgerRow[]> {
  const rows = await inChunks(places, (part) =>
    session
      .select()
      .from(ledgerRow)
      .where(
        and(
          ...[eq(ledgerRow.ledger, ledger), inArray(ledgerRow.about, part)],
          ...(before === undefined ? [] : [lt(ledgerRow.id, before)]),
        ),
      )
      .orderBy(desc(ledgerRow.id))
      .limit(limit),
  );
  return rows.sort((a, b) => b.id - a.id).slice(0, limit);
}
