import { index, integer, json, primaryKey, rowNumber, table, text } from "../columns.ts";

/** What happened, what was sent, and what is still to be answered. Instants are epoch milliseconds. */

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
  (t) => [index("event_item").on(t.item, t.seq), index("event_of_type").on(t.item, t.type, t.seq)],
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

/** A command that waits for a second person's signature, as its drafter sent it. */
export const held = table("held", {
  /** The draft: an item of its own. */
  item: text("item").primaryKey(),
  channel: text("channel").notNull(),
  sent: json<HeldCommand>("sent").notNull(),
  at: integer("at").notNull(),
});

/** What of an envelope is kept: the line, or the form, and what was attached. */
export interface HeldCommand {
  text?: string;
  name?: string;
  input?: Record<string, unknown>;
  attachments?: string[];
}

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
