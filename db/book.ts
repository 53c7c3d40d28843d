import { and, asc, eq, getTableColumns, inArray, type SQL, sql } from "drizzle-orm";
import { chunks, inChunks } from "./bulk.ts";
import { dialect } from "./columns.ts";
import type { Session } from "./open.ts";
import { arg, args, prepared } from "./prepared.ts";
import { PAGE_WIDTH, page, pageSubject, SUM_COLUMNS, WORD_COLUMNS } from "./schema/book.ts";

/**
 * The book of running numbers (KINDS §1). A page is (of, node, day); its numbers stand in numbered
 * columns, counted words and sums each by their position, and go on in further parts where there are
 * more than fit one row. What stands at which position is for whoever opened the page to know.
 */
export interface PageKey {
  /** Id of an item; key of a kind or of a ledger. */
  of: string;
  node: string;
  /** `2020-01-27`; empty on the page of an item and on that of all days. */
  day: string;
}

export interface PageRow extends PageKey {
  /** Grows with every change. */
  version: number;
  words: number[];
  /** In ten-thousandths, so that sums of decimals stay exact. */
  sums: bigint[];
}

/** What is added to a page: counted words, and sums in ten-thousandths, by position. */
export interface PageEntry extends PageKey {
  words: readonly number[];
  sums: readonly bigint[];
}

/**
 * Adds to pages in the order given, and to their columns that change alone; each page's version
 * grows by one. On PostgreSQL neighbours that change the same columns go in one statement.
 */
export async function addToPages(session: Session, entries: readonly PageEntry[]): Promise<void> {
  for (const { touched, rows } of batches(entries.flatMap(partsOf))) {
    const add = (s: Session, values: object) =>
      s
        .insert(page)
        .values(values as typeof page.$inferInsert)
        .onConflictDoUpdate({
          target: [page.of, page.node, page.day, page.part],
          set: Object.fromEntries(
            ["version", ...touched].map((name) => [
              name,
              sql`${columns[name]} + excluded.${sql.identifier(name)}`,
            ]),
          ),
        });
    if (dialect === "postgres") {
      await add(session, rows);
      continue;
    }
    for (const row of rows) {
      const query = prepared(session, `addToPages ${touched}`, (s) => add(s, args(row)).prepare());
      await query.execute(row);
    }
  }
}

/** By name: the numbered ones have none in the types. */
const columns = getTableColumns(page) as unknown as Record<string, (typeof page)["part"]>;

type PartRow = PageKey & { part: number; version: number } & Record<string, number | string>;

/** The rows of a page that change, each with the numbered columns that do. */
function partsOf({ of, node, day, words, sums }: PageEntry): { touched: string[]; row: PartRow }[] {
  const parts = Math.max(1, Math.ceil(Math.max(words.length, sums.length) / PAGE_WIDTH));
  return [...Array(parts).keys()].flatMap((part) => {
    const at = part * PAGE_WIDTH;
    const numbers: [string, number | bigint][] = [];
    for (let i = 0; i < PAGE_WIDTH; i += 1) {
      if (words[at + i]) numbers.push([WORD_COLUMNS[i]!, words[at + i]!]);
    }
    // Sums of a county pass 2^53: bound as whole 64-bit numbers, which the column's type leaves out.
    for (let i = 0; i < PAGE_WIDTH; i += 1) {
      if (sums[at + i]) numbers.push([SUM_COLUMNS[i]!, sums[at + i]!]);
    }
    // The first bears the version.
    if (part > 0 && numbers.length === 0) return [];
    const row = { of, node, day, part, version: 1, ...Object.fromEntries(numbers) };
    return [{ touched: numbers.map(([name]) => name), row }];
  });
}

/** Neighbours that change the same columns, together. */
function batches(parts: { touched: string[]; row: PartRow }[]) {
  const all: { touched: string[]; rows: PartRow[] }[] = [];
  for (const { touched, row } of parts) {
    const last = all.at(-1);
    const fits = last && last.rows.length < MOST_ROWS && `${last.touched}` === `${touched}`;
    if (fits) last.rows.push(row);
    else all.push({ touched, rows: [row] });
  }
  return all;
}

/** So that no statement binds more values than PostgreSQL takes. */
const MOST_ROWS = 500;

/** One page; null where nothing was ever added to it. */
export async function findPage(
  session: Session,
  { of, node, day }: PageKey,
): Promise<PageRow | null> {
  const query = prepared(session, "findPage", (s) =>
    s
      .select(READ)
      .from(page)
      .where(and(eq(page.of, arg("of")), eq(page.node, arg("node")), eq(page.day, arg("day"))))
      .orderBy(asc(page.part))
      .prepare(),
  );
  return joined(await query.execute({ of, node, day }))[0] ?? null;
}

/** The counted words of a page alone, which is a third of the work; empty where there is none. */
export async function findWords(session: Session, { of, node, day }: PageKey): Promise<number[]> {
  const query = prepared(session, "findWords", (s) =>
    s
      .select(READ_WORDS)
      .from(page)
      .where(and(eq(page.of, arg("of")), eq(page.node, arg("node")), eq(page.day, arg("day"))))
      .prepare(),
  );
  const words: number[] = [];
  for (const row of await query.execute({ of, node, day })) {
    const numbers = row as unknown as Record<string, number>;
    const at = row.part * PAGE_WIDTH;
    for (const [i, name] of WORD_COLUMNS.entries()) words[at + i] = numbers[name]!;
  }
  return words;
}

/** Pages of one item, kind or ledger on a day: of these places, or of all. */
export async function listPages(
  session: Session,
  { of, day, nodes }: { of: string; day: string; nodes?: readonly string[] },
): Promise<PageRow[]> {
  const read = async (...more: SQL[]) =>
    session
      .select(READ)
      .from(page)
      .where(and(eq(page.of, of), eq(page.day, day), ...more))
      .orderBy(asc(page.node), asc(page.part));
  if (!nodes) return joined(await read());
  return inChunks(nodes, async (part) => joined(await read(inArray(page.node, part))));
}

/** At or below which of these places each item asks somebody: it has a page there exactly then. */
export async function listBookedAt(
  session: Session,
  items: string[],
  nodes: readonly string[],
): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  for (const part of chunks(nodes)) {
    const rows = await session
      .selectDistinct({ of: page.of, node: page.node })
      .from(page)
      .where(and(inArray(page.of, items), eq(page.day, ""), inArray(page.node, part)));
    for (const { of, node } of rows) found.set(of, (found.get(of) ?? new Set()).add(node));
  }
  return found;
}

const READ = {
  ...{ of: page.of, node: page.node, day: page.day, part: page.part, version: page.version },
  ...Object.fromEntries(WORD_COLUMNS.map((name) => [name, columns[name]!])),
  // As text: a number of JavaScript would lose the last digits.
  ...Object.fromEntries(
    SUM_COLUMNS.map((name) => [name, sql<string>`cast(${columns[name]} as text)`]),
  ),
};

const READ_WORDS = {
  part: page.part,
  ...Object.fromEntries(WORD_COLUMNS.map((name) => [name, columns[name]!])),
};

type Part = PageKey & { part: number; version: number };

/** Parts, sorted by page and number, as the pages they make up. */
function joined(parts: Part[]): PageRow[] {
  const pages: PageRow[] = [];
  for (const part of parts) {
    const { of, node, day } = part;
    const numbers = part as unknown as Record<string, number | string>;
    let last = pages.at(-1);
    if (last?.of !== of || last.node !== node || last.day !== day) {
      last = { of, node, day, version: part.version, words: [], sums: [] };
      pages.push(last);
    }
    // A part in between that nobody wrote holds noughts.
    const at = part.part * PAGE_WIDTH;
    for (let i = 0; i < PAGE_WIDTH; i += 1) {
      last.words[at + i] = numbers[WORD_COLUMNS[i]!] as number;
      last.sums[at + i] = BigInt(numbers[SUM_COLUMNS[i]!] as string);
    }
  }
  return pages;
}

/**
 * Adds to the rows of a page that speak of somebody who is counted there once.
 * @returns how many there are now
 */
export async function addToSubject(
  session: Session,
  { of, node, day }: PageKey,
  position: number,
  subject: string,
  n: number,
): Promise<number> {
  const key = { of, node, day, position, subject };
  const [row] = await session
    .insert(pageSubject)
    .values({ ...key, n })
    .onConflictDoUpdate({
      target: [...SUBJECT_KEY],
      set: { n: sql`${pageSubject.n} + excluded.n` },
    })
    .returning({ n: pageSubject.n });
  return row!.n;
}

const SUBJECT_KEY = [
  ...[pageSubject.of, pageSubject.node, pageSubject.day],
  pageSubject.position,
  pageSubject.subject,
] as const;
