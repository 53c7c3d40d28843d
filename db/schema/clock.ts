import { index, integer, primaryKey, rowNumber, table, text } from "../columns.ts";

/** What falls due, and what was pushed to whom. Instants are epoch milliseconds. */

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

/** Reminders put off by quiet hours or the hourly cap until `releaseAt` (SPEC §1.11). */
export const deferredPush = table(
  "held_push",
  {
    person: text("person").notNull(),
    target: text("target").notNull(),
    /** `answer`: the target's own; `submission`: its town's sums, which it stands for. */
    about: text("about").$type<"answer" | "submission">().notNull().default("answer"),
    item: text("item").notNull(),
    deferredAt: integer("held_at").notNull(),
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
