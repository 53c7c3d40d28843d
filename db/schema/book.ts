import { sql } from "drizzle-orm";
import {
  index,
  integer,
  json,
  primaryKey,
  rowNumber,
  table,
  text,
  uniqueIndex,
} from "../columns.ts";

/** Running numbers, and the facts that add up to them. Instants are epoch milliseconds. */

/** Counted words to a row of the book, and as many sums; what has more goes on in a further part. */
export const PAGE_WIDTH = 24;

const POSITIONS = [...Array(PAGE_WIDTH).keys()];

export const WORD_COLUMNS = POSITIONS.map((i) => `word${i}`);

export const SUM_COLUMNS = POSITIONS.map((i) => `sum${i}`);

function noughts(columns: readonly string[]) {
  return Object.fromEntries(columns.map((name) => [name, integer(name).notNull().default(0)]));
}

/**
 * The book: the only running numbers (`db/book.ts`). A recount from what they are made of always
 * gives the same (PROOF C7).
 */
export const page = table(
  "page",
  {
    of: text("of").notNull(),
    node: text("node").notNull(),
    day: text("day").notNull().default(""),
    part: integer("part").notNull(),
    version: integer("version").notNull(),
    ...noughts(WORD_COLUMNS),
    /** In ten-thousandths, so that sums of decimals stay exact. */
    ...noughts(SUM_COLUMNS),
  },
  (t) => [primaryKey({ columns: [t.of, t.node, t.day, t.part] })],
);

/** Whoever a word of a page counts once, and how many rows speak of them. */
export const pageSubject = table(
  "page_subject",
  {
    of: text("of").notNull(),
    node: text("node").notNull(),
    day: text("day").notNull(),
    position: integer("position").notNull(),
    subject: text("subject").notNull(),
    n: integer("n").notNull(),
  },
  (t) => [primaryKey({ columns: [t.of, t.node, t.day, t.position, t.subject] })],
);

/** Facts that add up or replace one another (KINDS §3); append-only, a correction is a row of its own. */
export const ledgerRow = table(
  "ledger_row",
  {
    id: rowNumber("id"),
    ledger: text("ledger").notNull(),
    /** Whom it speaks of, along whose lineage it is counted. */
    about: text("about").notNull(),
    /** By what it is told apart at one place: 方向, 品名; empty where by nothing. */
    dim: text("dim").notNull(),
    row: json<unknown>("row").notNull(),
    from: integer("from_at").notNull(),
    to: integer("to_at").notNull(),
    at: integer("at").notNull(),
    person: text("person"),
    post: text("post"),
    /** Set where a device or another system told it. */
    source: text("source"),
    /** The same again is the same fact. */
    same: text("same").notNull(),
    item: text("item"),
    /** Its seat among the rows that stand: one a place and dim where rows replace, else one a `same`. */
    slot: text("slot").notNull(),
    /** When a newer row took its place; null while it stands. */
    until: integer("until"),
  },
  (t) => [
    uniqueIndex("ledger_row_slot").on(t.ledger, t.slot).where(sql`${t.until} is null`),
    index("ledger_row_same").on(t.ledger, t.same),
    index("ledger_row_about").on(t.ledger, t.about, t.dim, t.id),
  ],
);
