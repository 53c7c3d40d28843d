import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Candidate } from "#contract/errors";
import { bytes, index, integer, json, primaryKey, table, text, uniqueIndex } from "../columns.ts";

/** Channels, what is said in them, and what comes along. Instants are epoch milliseconds. */

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
