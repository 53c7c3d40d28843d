import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Candidate } from "#contract/errors";
import type { Mode, Profile } from "#contract/profile";
import type { Urgency } from "#contract/urgency";
import { NO_TERMS, type Terms } from "#domain/terms";
import {
  boolean,
  bytes,
  index,
  integer,
  json,
  primaryKey,
  rowNumber,
  table,
  text,
  uniqueIndex,
} from "./columns.ts";

/** The tables, once for both dialects. Instants are epoch milliseconds. */

/** The one profile of this database, as it was chosen at first start. */
export const setting = table("setting", {
  key: text("key").primaryKey(),
  value: json<Profile>("value").notNull(),
});

export const node = table(
  "node",
  {
    id: text("id").primaryKey(),
    /** Keeps siblings in the order of the registry. */
    position: integer("position").notNull(),
    level: text("level").notNull(),
    parent: text("parent"),
    code: text("code"),
    local: text("local"),
    name: text("name").notNull(),
    aliases: json<string[]>("aliases").notNull(),
    virtual: boolean("virtual").notNull(),
    external: boolean("external").notNull(),
    households: integer("households"),
    population: integer("population"),
    migrants: integer("migrants"),
    mode: text("mode").$type<Mode>().notNull(),
    colour: text("colour"),
    grade: text("grade"),
    tags: json<string[]>("tags").notNull(),
    industry: text("industry"),
    validFrom: text("valid_from"),
    validTo: text("valid_to"),
    mergedInto: text("merged_into"),
    /** A town out of contact (失联), since when. */
    cutOffAt: integer("cut_off_at"),
    assumed: boolean("assumed").notNull(),
  },
  (t) => [index("node_parent").on(t.parent)],
);

export const person = table("person", {
  id: text("id").primaryKey(),
  account: text("account").notNull().unique(),
  name: text("name").notNull(),
  phone: text("phone"),
});

export const assignment = table(
  "assignment",
  {
    id: text("id").primaryKey(),
    person: text("person").notNull(),
    post: text("post").notNull(),
    node: text("node").notNull(),
    serves: text("serves"),
    source: text("source").$type<"专职" | "兼任" | "下沉" | "下派" | "志愿">().notNull(),
    from: integer("from_at").notNull(),
    to: integer("to_at"),
    deputyFor: text("deputy_for"),
  },
  (t) => [index("assignment_person").on(t.person), index("assignment_node").on(t.node)],
);

/** `lastSeq` is the number of the newest row in `message`; it only grows, by one, in the writer. */
export const channel = table("channel", {
  id: text("id").primaryKey(),
  kind: text("kind").notNull(),
  name: text("name").notNull(),
  node: text("node"),
  /** A conversation between a bot and one person. */
  bot: text("bot"),
  person: text("person"),
  lastSeq: integer("last_seq").notNull().default(0),
});

/**
 * A channel's log. A row is a text, a card or a reminder; or, with a seq of its own, an `edit` or
 * `recall` of the row that `ref` names. The edited row itself carries its newest text.
 */
export const message = table(
  "message",
  {
    id: text("id").primaryKey(),
    channel: text("channel").notNull(),
    seq: integer("seq").notNull(),
    at: integer("at").notNull(),
    kind: text("kind").$type<"text" | "card" | "reminder" | "edit" | "recall">().notNull(),
    person: text("person"),
    post: text("post"),
    bot: text("bot"),
    text: text("text").notNull(),
    item: text("item"),
    /** The place whose subtree the card speaks of. */
    node: text("node"),
    mentions: json<string[]>("mentions").notNull(),
    attachments: json<string[]>("attachments").notNull().default([]),
    ref: text("ref"),
    /** An edit by its writer: the wording it took the place of. */
    before: text("before"),
    recalledAt: integer("recalled_at"),
    quote: text("quote"),
    /** A reminder takes the place of the one before (SPEC §1.11). */
    replacedBy: text("replaced_by"),
    clientAt: integer("client_at"),
    /** The ways on that stand under it as buttons; null where it has none. */
    offers: json<Candidate[]>("offers"),
  },
  (t) => [
    uniqueIndex("message_seq").on(t.channel, t.seq),
    index("message_item").on(t.item),
    index("message_quote").on(t.quote).where(sql`${t.quote} is not null`),
    // What a person would read (db/unread.ts): found without the rest of the log.
    index("message_readable").on(t.channel, t.seq).where(isReadable(t)),
  ],
);

/** A row that is read by itself: no edit or recall of another, not taken back, not replaced by a newer reminder. */
export function isReadable(t: { [K in "kind" | "recalledAt" | "replacedBy"]: SQLWrapper }): SQL {
  return sql`${t.kind} in ('text', 'card', 'reminder') and ${t.recalledAt} is null and ${t.replacedBy} is null`;
}

/**
 * Numbers of persons that somebody chose to keep (受控电话, SPEC §1.17), apart from every text, log
 * and event; each reading is a command of its own.
 */
export const controlledPhone = table(
  "controlled_phone",
  {
    id: text("id").primaryKey(),
    at: integer("at").notNull(),
    /** Who wrote it. */
    person: text("person").notNull(),
    /** The place it belongs to, which decides who may see it. */
    node: text("node").notNull(),
    item: text("item"),
    /** The message that bears its mark; null where it was written into a reply. */
    message: text("message"),
    number: text("number").notNull(),
  },
  (t) => [
    index("controlled_phone_message").on(t.message),
    index("controlled_phone_item").on(t.item, t.node),
  ],
);

/**
 * A photo, a recording or a file as it was re-encoded at arrival. Nobody but its sender sees it
 * before it is used; see `attachmentUse`.
 */
export const attachment = table(
  "attachment",
  {
    id: text("id").primaryKey(),
    person: text("person").notNull(),
    /** Made by the sender's device: the same again is the same attachment. */
    cid: text("cid").notNull(),
    /** SHA-256 of the bytes as they were sent. */
    hash: text("hash").notNull(),
    kind: text("kind").$type<"photo" | "voice" | "file">().notNull(),
    name: text("name").notNull(),
    type: text("type").notNull(),
    size: integer("size").notNull(),
    width: integer("width"),
    height: integer("height"),
    at: integer("at").notNull(),
  },
  (t) => [uniqueIndex("attachment_cid").on(t.person, t.cid)],
);

/** The bytes, apart, so that lists never read them. */
export const attachmentBytes = table("attachment_bytes", {
  attachment: text("attachment").primaryKey(),
  full: bytes("full").notNull(),
  /** Of a photo: what lists show. */
  preview: bytes("preview"),
});

/** Where an attachment stands: in a message, or in a target's reply. Who may see that may see it. */
export const attachmentUse = table(
  "attachment_use",
  {
    attachment: text("attachment").notNull(),
    /** Id of the message or of the target. */
    at: text("at").notNull(),
    kind: text("kind").$type<"message" | "target">().notNull(),
  },
  (t) => [primaryKey({ columns: [t.attachment, t.at] }), index("attachment_use_at").on(t.at)],
);

/** How far each person has read each channel. */
export const cursor = table(
  "cursor",
  {
    person: text("person").notNull(),
    channel: text("channel").notNull(),
    seq: integer("seq").notNull(),
  },
  (t) => [primaryKey({ columns: [t.person, t.channel] })],
);

/** Whom a message calls by name and who has not read that far: it waits for them until they have. */
export const mention = table(
  "mention",
  {
    person: text("person").notNull(),
    message: text("message").notNull(),
    channel: text("channel").notNull(),
    /** Of the message, or of the edit by which it calls them. */
    seq: integer("seq").notNull(),
  },
  (t) => [primaryKey({ columns: [t.person, t.message] }), index("mention_message").on(t.message)],
);

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
    basis: text("basis"),
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
  },
  (t) => [
    index("item_short").on(t.monthDay, t.n),
    uniqueIndex("item_series").on(t.kind, t.seriesBody, t.seriesYear, t.seriesNo),
    index("item_phase").on(t.phase, t.kind),
    index("item_running").on(t.kind, t.running),
    index("item_at").on(t.at),
    index("item_basis").on(t.basis).where(sql`${t.basis} is not null`),
    uniqueIndex("item_round").on(t.roundOf, t.round),
  ],
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

/** item × node (× person where everyone signs): the row that a reply answers. */
export const target = table(
  "target",
  {
    id: text("id").primaryKey(),
    item: text("item").notNull(),
    node: text("node").notNull(),
    /** Empty where the node answers as one; a person id where everyone signs (回执=全员). */
    person: text("person").notNull().default(""),
    /** The town-level node whose room passes it down and submits it up. */
    gate: text("gate"),
    position: integer("position").notNull(),
    /** Grows with every change; who writes over a newer one than they read has lost the race. */
    revision: integer("revision").notNull().default(0),
    dispatchedAt: integer("dispatched_at"),
    supplement: text("supplement"),
    respondBy: integer("respond_by"),
    dueAt: integer("due_at"),
    /** The room's own, earlier deadline for its reminders. */
    remindBy: integer("remind_by"),
    ackedAt: integer("acked_at"),
    ackedBy: text("acked_by"),
    ackedPost: text("acked_post"),
    ackedProxy: text("acked_proxy"),
    ackRemark: text("ack_remark"),
    /** First reply: what on time is judged by. */
    repliedAt: integer("replied_at"),
    reply: text("reply"),
    /** A newer version that waits for the room (更正申请, 两报不一致): at most one a target. */
    pending: text("pending"),
    version: integer("version").notNull().default(0),
    values: json<Record<string, unknown> | null>("values"),
    replyProxy: boolean("reply_proxy").notNull().default(false),
    makeup: boolean("makeup").notNull().default(false),
    makeupOffline: boolean("makeup_offline").notNull().default(false),
    /** A receipt or reply was written before the response deadline and arrived after it (SPEC §1.14). */
    respondedOffline: boolean("responded_offline").notNull().default(false),
    stage: integer("stage").notNull().default(0),
    verifiedAt: integer("verified_at"),
    verifiedBy: text("verified_by"),
    /** 方式: how it was checked. */
    verifiedHow: text("verified_how"),
    selfVerified: boolean("self_verified").notNull().default(false),
    submittedAt: integer("submitted_at"),
    /** The reply that went up, which stands in the submitted sum until the next 续报 (SPEC §1.7). */
    submittedReply: text("submitted_reply"),
    returnedAt: integer("returned_at"),
    returnReason: text("return_reason"),
    overdue: boolean("overdue").notNull().default(false),
    excusedAt: integer("excused_at"),
    excuseReason: text("excuse_reason"),
    difficulty: text("difficulty"),
    difficultyAt: integer("difficulty_at"),
    notReachedAt: integer("not_reached_at"),
    /** Calls that found nobody since there was last a sign of life, as they count (SPEC §1.18). */
    callsFailed: integer("calls_failed").notNull().default(0),
    /** The last of them. */
    callFailedAt: integer("call_failed_at"),
    /** 已电话告知: told on the phone, which is no answer. */
    toldAt: integer("told_at"),
    /** The place above whose responsible post has the ask since calls found nobody. */
    passedTo: text("passed_to"),
    added: boolean("added").notNull().default(false),
    /** Index of the last reminder step done, null before any; none repeats when the ladder changes. */
    step: integer("step"),
  },
  (t) => [
    uniqueIndex("target_of_item").on(t.item, t.node, t.person),
    index("target_order").on(t.item, t.position),
    index("target_gate").on(t.item, t.gate),
    index("target_node").on(t.node),
  ],
);

export const reply = table(
  "reply",
  {
    id: text("id").primaryKey(),
    target: text("target").notNull(),
    item: text("item").notNull(),
    version: integer("version").notNull(),
    at: integer("at").notNull(),
    clientAt: integer("client_at"),
    person: text("person").notNull(),
    post: text("post").notNull(),
    /** Set when entered for another: how that one was heard (电话 当面 …). */
    via: text("via"),
    values: json<Record<string, unknown>>("values").notNull(),
    nil: boolean("nil").notNull(),
    note: text("note"),
    warnings: json<string[]>("warnings").notNull(),
    stage: integer("stage").notNull(),
    state: text("state").$type<"current" | "superseded" | "pending" | "declined">().notNull(),
    /** Of a declined one: by which act, as it is said (退回 免报 采用旧 …). */
    retiredBy: text("retired_by"),
  },
  (t) => [uniqueIndex("reply_version").on(t.target, t.version), index("reply_item").on(t.item)],
);

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
  ],
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

/** Facts, past tense, append-only. */
export const event = table(
  "event",
  {
    seq: rowNumber("seq"),
    at: integer("at").notNull(),
    type: text("type").notNull(),
    person: text("person"),
    post: text("post"),
    bot: text("bot"),
    node: text("node"),
    item: text("item"),
    data: json<Record<string, unknown>>("data").notNull(),
  },
  (t) => [index("event_item").on(t.item, t.seq)],
);

/** The command log: one row per accepted (person, cid), with the answer that is replayed. */
export const command = table(
  "command",
  {
    person: text("person").notNull(),
    cid: text("cid").notNull(),
    hash: text("hash").notNull(),
    at: integer("at").notNull(),
    clientAt: integer("client_at"),
    channel: text("channel"),
    name: text("name").notNull(),
    answer: json<Record<string, unknown> | null>("answer"),
    /** What `/撤回` puts back: the targets as they were before. */
    undo: json<Record<string, unknown> | null>("undo"),
  },
  (t) => [primaryKey({ columns: [t.person, t.cid] }), index("command_at").on(t.at)],
);

/** Durable due times. Firing sets `firedAt` in the transaction of the effect, so it happens once. */
export const timer = table(
  "timer",
  {
    rule: text("rule").notNull(),
    key: text("key").notNull(),
    dueAt: integer("due_at").notNull(),
    firedAt: integer("fired_at"),
  },
  (t) => [
    primaryKey({ columns: [t.rule, t.key, t.dueAt] }),
    index("timer_due").on(t.firedAt, t.dueAt),
  ],
);

/** Reminders held back by quiet hours or the hourly cap until `releaseAt` (SPEC §1.11). */
export const heldPush = table(
  "held_push",
  {
    person: text("person").notNull(),
    target: text("target").notNull(),
    /** `answer`: the target's own; `submission`: its town's sums, which it stands for. */
    about: text("about").$type<"answer" | "submission">().notNull().default("answer"),
    item: text("item").notNull(),
    heldAt: integer("held_at").notNull(),
    releaseAt: integer("release_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.person, t.target, t.about] }),
    index("held_push_release").on(t.releaseAt),
  ],
);

/** What was pushed to whom, for the cap of six an hour. */
export const push = table(
  "push",
  {
    id: rowNumber("id"),
    person: text("person").notNull(),
    at: integer("at").notNull(),
    item: text("item").notNull(),
  },
  (t) => [index("push_person").on(t.person, t.at)],
);

/** A question put to one person in one channel: numbered candidates or a preview to confirm. */
export const prompt = table(
  "prompt",
  {
    id: text("id").primaryKey(),
    person: text("person").notNull(),
    channel: text("channel").notNull(),
    kind: text("kind").$type<"choice" | "chosen" | "preview">().notNull(),
    expiresAt: integer("expires_at").notNull(),
    data: json<Record<string, unknown>>("data").notNull(),
  },
  (t) => [index("prompt_person").on(t.person, t.channel)],
);

/** People's notes on a board: Yjs updates in base64, merged into one row now and then (DESIGN §6). */
export const noteUpdate = table(
  "note_update",
  {
    id: rowNumber("id"),
    document: text("document").notNull(),
    at: integer("at").notNull(),
    update: text("update").notNull(),
  },
  (t) => [index("note_update_document").on(t.document, t.id)],
);
