import { sql } from "drizzle-orm";
import type { LinkWord } from "#contract/links";
import type { Urgency } from "#contract/urgency";
import { NO_TERMS, type Terms } from "#domain/form/terms";
import { boolean, index, integer, json, primaryKey, table, text, uniqueIndex } from "../columns.ts";

/** What is tracked, from where it is seen, and what it is made of. Instants are epoch milliseconds. */

/** Gap-free numbers: item ids per letter and day, orders per body and year, running totals. */
export const counter = table("counter", {
  key: text("key").primaryKey(),
  n: integer("n").notNull(),
});

export const item = table(
  "item",
  {
    /** `2020-T0127-01`; orders and notices have ids of this form too, their printed number is the series. */
    id: text("id").primaryKey(),
    kind: text("kind").notNull(),
    /** Printed id: `T0127-01`, `指挥部令〔2020〕17号`. */
    label: text("label").notNull(),
    letter: text("letter").notNull(),
    year: integer("year").notNull(),
    monthDay: text("month_day").notNull(),
    n: integer("n").notNull(),
    /** Number in a body's series of the year: 令17. */
    seriesBody: text("series_body"),
    seriesYear: integer("series_year"),
    seriesNo: integer("series_no"),
    /** Number of the whole county beside the id (第320条), of a series and of its rounds alike. */
    running: integer("running"),
    title: text("title").notNull(),
    body: text("body"),
    /** What its kind alone knows of it (`Kind.spec`). */
    spec: json<unknown>("spec").notNull(),
    /** What is asked of places, and how. */
    terms: json<Terms>("terms").notNull().default(NO_TERMS),
    urgency: text("urgency").$type<Urgency>().notNull().default("平件"),
    /** Where it was issued and the card that shows its tally. */
    channel: text("channel").notNull(),
    card: text("card"),
    person: text("person").notNull(),
    post: text("post").notNull(),
    /** The issuer's node: whose item this is. */
    node: text("node").notNull(),
    /** The place it speaks of, where that is not who issued it or who is asked. */
    about: text("about"),
    /** A round of a recurring task: whose it is, and its number from 1; 0 is the series itself (SPEC §2, 频次). */
    roundOf: text("round_of"),
    round: integer("round"),
    at: integer("at").notNull(),
    respondBy: integer("respond_by"),
    dueAt: integer("due_at"),
    /** By its kind's own names; lists know only the phase. */
    state: text("state").notNull(),
    phase: text("phase").$type<"draft" | "open" | "ended">().notNull().default("open"),
    endedAt: integer("ended_at"),
    endReason: text("end_reason"),
    /** Until when it stands on the lists of what has come to nothing yet (未着落); null where it does not. */
    unlandedUntil: integer("unlanded_until"),
    /** When somebody last did something about it; kept for kinds that age. */
    lastAct: integer("last_act"),
  },
  (t) => [
    index("item_short").on(t.monthDay, t.n),
    uniqueIndex("item_series").on(t.kind, t.seriesBody, t.seriesYear, t.seriesNo),
    index("item_phase").on(t.phase, t.kind),
    index("item_unlanded").on(t.unlandedUntil).where(sql`${t.unlandedUntil} is not null`),
    index("item_running").on(t.kind, t.running),
    index("item_about").on(t.about, t.at).where(sql`${t.about} is not null`),
    index("item_channel").on(t.channel, t.phase),
    uniqueIndex("item_round").on(t.roundOf, t.round),
  ],
);

/**
 * What items have to do with one another, in one word (KINDS §5): 依据, 转为, 取代, 并入, 证据; shown at
 * both ends. Of what comes round it is the series that is linked.
 */
export const link = table(
  "link",
  {
    from: text("from_item").notNull(),
    to: text("to_item").notNull(),
    word: text("word").$type<LinkWord>().notNull(),
    at: integer("at").notNull(),
    person: text("person"),
  },
  (t) => [primaryKey({ columns: [t.from, t.to, t.word] }), index("link_to").on(t.to, t.word)],
);

/**
 * From where an item is in sight (SPEC §6), so that a list reads what its reader may see and nothing
 * else: every place at or above one that it asks or was issued from, who issued it, and, where it
 * asks nobody, the channels that have its card. `domain/vantages.ts` says who looks from where.
 */
export const itemSight = table(
  "item_sight",
  {
    item: text("item").notNull(),
    /** A node's or a channel's id, or `person:` and an id. */
    vantage: text("vantage").notNull(),
    /** The node itself is asked: then those below it see the totals. */
    asked: boolean("asked").notNull(),
    open: boolean("open").notNull(),
    /** The item's, by which lists are sorted. */
    at: integer("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.item, t.vantage] }),
    index("item_sight_list").on(t.vantage, t.open, t.asked, t.at, t.item),
  ],
);

/** What an item is made of, each with a state and a doer (KINDS §1): goods of a need, shifts of a roster. */
export const line = table(
  "line",
  {
    /** `2020-N0127-01-03`: of the item, and its number among all of the item's lines. */
    id: text("id").primaryKey(),
    item: text("item").notNull(),
    n: integer("n").notNull(),
    /** Which of its kind's lines it is. */
    name: text("name").notNull(),
    /** The place it speaks of, along whose lineage it is counted. */
    about: text("about").notNull(),
    /** The place or the person who must still do it. */
    place: text("place"),
    person: text("person"),
    state: text("state").notNull(),
    row: json<unknown>("row").notNull(),
    from: integer("from_at"),
    to: integer("to_at"),
    dueAt: integer("due_at"),
    at: integer("at").notNull(),
    /** Grows with every change; who writes over a newer one than they read has lost the race. */
    revision: integer("revision").notNull().default(0),
  },
  (t) => [
    uniqueIndex("line_of_item").on(t.item, t.n),
    index("line_place").on(t.place, t.from),
    index("line_person").on(t.person, t.from),
    index("line_about").on(t.about),
  ],
);
