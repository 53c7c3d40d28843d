import type { Mode, Profile } from "#contract/profile";
import { boolean, index, integer, json, primaryKey, table, text } from "../columns.ts";

/** The county: its profile, places, people and posts. Instants are epoch milliseconds. */

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

/** Under which place another lay until it was moved: how the tree stood at any instant. */
export const nodeMove = table(
  "node_move",
  {
    node: text("node").notNull(),
    parent: text("parent").notNull(),
    until: integer("until").notNull(),
  },
  (t) => [primaryKey({ columns: [t.node, t.until] })],
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
