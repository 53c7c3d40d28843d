import { boolean, index, integer, json, table, text, uniqueIndex } from "../columns.ts";

/** What is asked of places, and what they reply. Instants are epoch milliseconds. */

/** item × node × part: the row that a reply answers. */
export const target = table(
  "target",
  {
    id: text("id").primaryKey(),
    item: text("item").notNull(),
    node: text("node").notNull(),
    /**
     * Empty where the node answers once, as one; a person's id where everyone signs (回执=全员), an
     * instant where it is asked at several times.
     */
    part: text("part").notNull().default(""),
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
    uniqueIndex("target_of_item").on(t.item, t.node, t.part),
    index("target_order").on(t.item, t.position),
    index("target_gate").on(t.item, t.gate),
    index("target_node").on(t.node, t.repliedAt),
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
