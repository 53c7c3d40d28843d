import { isDeepStrictEqual } from "node:util";
import { Refusal } from "#contract/errors";
import { readShape } from "#contract/read-shape";
import { endRow, findSame, findStanding, insertLedgerRow, type LedgerRow } from "#db/ledger";
import { displayName } from "#domain/org/short-name";
import { formatDeadline } from "#domain/time/format-time";
import { dayAt, isoDay, startOfDay } from "#domain/time/zone";
import type { Moved } from "../book.ts";
import type { Context } from "../context.ts";
import { countsOn, wordsOn } from "../count.ts";
import { LostRace } from "../lost-race.ts";
import type { Fact, LedgerDef } from "./define-ledger.ts";

/** A fact on its way into a ledger. Instants are epoch milliseconds; without `to` it is one instant. */
export interface NewFact {
  about: string;
  row: unknown;
  from: number;
  to?: number;
  /** Told again under the same, it is the same fact: nothing happens, or it corrects. */
  same?: string;
  source?: string;
  item?: string;
}

/** The row that now stands, and whether anything was written. */
export interface Put {
  row: LedgerRow;
  changed: boolean;
}

/**
 * Puts a fact into a ledger and books it at its place and every ancestor. Nothing is ever changed:
 * a correction is a row that takes the place of another.
 * @throws Refusal `forbidden`; `bad_argument` for a wrong row or a time to come; `conflict` where less would be left
 *   than may be
 * @throws LostRace when another command has put the same at this instant
 */
export async function putFact(ctx: Context, ledger: LedgerDef, fact: NewFact): Promise<Put> {
  const { about } = fact;
  const what = `记${displayName(ctx.org.tree.get(about)!)}的${ledger.zh}`;
  if (fact.source === undefined) ctx.must("use", { cap: ledger.cap, node: about }, what);
  return enterFact(ctx, ledger, fact);
}

/** {@link putFact} by whoever had the right to what it follows from. */
export async function enterFact(
  ctx: Context,
  ledger: LedgerDef,
  { about, from, to = from, ...fact }: NewFact,
): Promise<Put> {
  const row = readShape(ledger.row, fact.row, "bad_argument");
  if (from > ctx.now) {
    const when = formatDeadline(from, ctx.now);
    throw new Refusal("bad_argument", `${when}还没有到，只能记已经发生的；请核对时间`);
  }
  const told =
    fact.same === undefined ? undefined : await findSame(ctx.session, ledger.key, fact.same);
  if (told && told.from === from && told.to === to && isDeepStrictEqual(told.row, row)) {
    return { row: told, changed: false };
  }
  const dim = ledger.dim?.(row) ?? "";
  const same = fact.same ?? ctx.newId();
  const slot = ledger.mode === "adds" ? same : `${about} ${dim}`;
  const before = told ?? (await findStanding(ctx.session, ledger.key, slot));
  // What was told late about an earlier time is kept, and takes nobody's place.
  const isLate = !told && before !== undefined && before.from > from;
  if (before && !isLate && !(await endRow(ctx.session, before.id, ctx.now))) throw new LostRace();
  const written = await insertLedgerRow(ctx.session, {
    ...{ ledger: ledger.key, about, dim, row, from, to, at: ctx.now },
    person: fact.source === undefined ? ctx.actor.id : null,
    post: fact.source === undefined ? (ctx.acting?.post ?? null) : null,
    source: fact.source ?? null,
    same,
    item: fact.item ?? null,
    slot,
    until: isLate ? ctx.now : null,
  });
  if (!written) throw new LostRace();
  if (!isLate) {
    if (before) book(ctx, ledger, { before, after: null });
    book(ctx, ledger, { before: null, after: written });
    await mustKeepFloor(ctx, ledger, written);
  }
  ctx.record("ledger.put", { item: written.item, node: about, data: { ledger: ledger.key } });
  return { row: written, changed: true };
}

/** A row stands at its own place and above, by the day it speaks of and of all days; each dim apart as well. */
function book(
  ctx: Context,
  ledger: LedgerDef,
  { before, after }: { before: LedgerRow | null; after: LedgerRow | null },
): void {
  const { about, dim, from } = (after ?? before)!;
  const lineage = (at: number) => ctx.org.lineageAt(about, at).map(({ id }) => id);
  const then = lineage(startOfDay(from));
  // What stands now lies where its place does; what added up stays with the tree of its day.
  const ever = ledger.mode === "replaces" ? lineage(ctx.now) : then;
  const change = { before: before as Fact | null, after: after as Fact | null };
  for (const of of pagesOf(ledger, dim)) {
    const onDay = countsOn(ledger.counts, "day");
    ctx.book.count({ of, day: isoDay(dayAt(from)) }, then, onDay, change);
    ctx.book.count({ of, day: "" }, ever, countsOn(ledger.counts, "ever"), change);
  }
}

/** The place of a row that stands has moved: it counts elsewhere above. */
export function moveFact(
  ctx: Context,
  ledger: LedgerDef,
  row: LedgerRow,
  { lost, gained }: Moved,
): void {
  const counts = countsOn(ledger.counts, "ever");
  for (const of of pagesOf(ledger, row.dim)) {
    ctx.book.count({ of, day: "" }, lost, counts, { before: row as Fact, after: null });
    ctx.book.count({ of, day: "" }, gained, counts, { before: null, after: row as Fact });
  }
}

function pagesOf(ledger: LedgerDef, dim: string): string[] {
  return dim === "" ? [ledgerPage(ledger)] : [ledgerPage(ledger), ledgerPage(ledger, dim)];
}

export function ledgerPage({ key }: Pick<LedgerDef, "key">, dim = ""): string {
  return dim === "" ? `ledger:${key}` : `ledger:${key}/${dim}`;
}

async function mustKeepFloor(
  ctx: Context,
  ledger: LedgerDef,
  { about, dim }: LedgerRow,
): Promise<void> {
  const { floor } = ledger;
  if (floor === undefined) return;
  const page = await ctx.book.read({ of: ledgerPage(ledger, dim), node: about, day: "" });
  const words = Object.entries(wordsOn(countsOn(ledger.counts, "ever"), page));
  const short = words.find(([, n]) => n < floor);
  if (!short) return;
  const place = displayName(ctx.org.tree.get(about)!);
  throw new Refusal(
    "conflict",
    `${place}的${dim || ledger.zh}${short[0]}会成为${short[1]}，不够；请核对数量`,
  );
}
