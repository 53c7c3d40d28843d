import { z } from "zod";

/**
 * A county as data (SPEC §5): its levels, posts, scales, ladders, route and words.
 * Nothing in code names a level, a post or a county; code asks the profile.
 */

/** The two ways of working: 平 peace, 战 war. */
export const Mode = z.enum(["平", "战"]);
export type Mode = z.infer<typeof Mode>;

/**
 * Capability letters of SPEC §5.4. A post holds a letter either in full (`true`)
 * or under a named limit that the rights table understands.
 */
export const CAPS = [..."OKSDARVUCIGMWYQZNFBPEJTX"] as const;
export const Cap = z.enum(CAPS as unknown as [string, ...string[]]);
export type Cap = string;

/**
 * How far a cap reaches:
 * - `draft`    may only draft; the matter waits for a signature (O of an HQ member)
 * - `notice`   notices, never orders (O of a county centre)
 * - `own`      only at the holder's own node and below, never for a wider scope
 * - `below`    only below the holder's own node (G of a command room: grids, not the town)
 * - `gated`    only on the via-room route; direct only in its own industry channel (K of a department)
 * - `proxy`    only on behalf of others (R of a village head or a command room)
 * - `join`     only where it was asked in (I of a station)
 * - `deliver`  carries out, does not decide (N of a runner)
 * - `register` logs only, no decisions
 * - `read`     looks, changes nothing (X of an auditor)
 * - `config`   sets up the profile, reads no household content (X of an administrator)
 */
export const CapLimit = z.enum([
  "draft",
  "notice",
  "own",
  "below",
  "gated",
  "proxy",
  "join",
  "deliver",
  "register",
  "read",
  "config",
]);
export type CapLimit = z.infer<typeof CapLimit>;

export const Level = z.strictObject({
  key: z.string(),
  zh: z.string(),
  en: z.string(),
  /** Other words for it in scopes: 村 for 村社. */
  aliases: z.array(z.string()).default([]),
  /** 0 is the root; deeper levels have larger ranks. Sibling branches may share a rank. */
  rank: z.number().int(),
  /** Levels a node of this level may hang under; empty only for the root. A DAG, not a list. */
  parents: z.array(z.string()),
  /** An `area` is part of the land; a `body` stands beside it (station, firm, team, checkpoint). */
  kind: z.enum(["area", "body"]).default("area"),
  /** Own staff channel, the nearest one above, or none (SPEC §1.16). */
  staff: z.enum(["own", "inherit", "none"]),
  resident: z.enum(["own", "none"]).default("none"),
  /** Who sits in the staff channel besides the node's own assignments. */
  members: z.enum(["own", "children", "subtree"]).default("own"),
  /** False: switched and coloured, never a target. */
  needsResponsible: z.boolean().default(true),
  /** Keys of the posts that answer for a node of this level, first choice first. */
  responsible: z.array(z.string()).default([]),
  virtual: z.boolean().default(false),
  optional: z.boolean().default(false),
  /** Level it is counted and addressed with: an urban 楼道 is one of the county's 单元. */
  countedWith: z.string().optional(),
  /** First half of a body's channel name: 组团 gives `#组团·纠察07`. */
  channelPrefix: z.string().optional(),
  /** Digits the local code gains at this level (village 12 + 3 grid + 3 unit + 4 household). */
  localDigits: z.number().int().default(0),
  /** True for the household level: rows are personal data and are never targets by area scopes. */
  household: z.boolean().default(false),
  /** True for the township level: the gate of the relay and the shard of the board. */
  gate: z.boolean().default(false),
});
export type Level = z.infer<typeof Level>;

export const Post = z.strictObject({
  key: z.string(),
  zh: z.string(),
  en: z.string(),
  aliases: z.array(z.string()).default([]),
  levels: z.array(z.string()),
  caps: z.partialRecord(Cap, z.union([z.literal(true), CapLimit])).default({}),
  /** Officials and staff are cadres (干部); residents and volunteers are not. */
  cadre: z.boolean().default(true),
  max: z.number().int().optional(),
});
export type Post = z.infer<typeof Post>;

export const Profile = z.strictObject({
  key: z.string(),
  /** Name of the root node: 开化县. */
  name: z.string(),
  en: z.string(),
  /** Official code of the root, six digits. */
  root: z.string(),
  tz: z.string(),
  /** The word for the whole: 县 市 区, as in 全县. */
  rootWord: z.string(),
  route: z.enum(["via_room", "auto"]),
  mode: Mode,
  /** Local time of the evening's day report in the county's own channel. */
  dayReport: z.string().default("22:00"),
  /** 下班前 means this local time. */
  workdayEnd: z.string(),
  levels: z.array(Level),
  posts: z.array(Post),
  /** The town command room: its own channel or the town's; the word in the channel's name; the post that runs it. */
  room: z.strictObject({
    channel: z.enum(["own", "inherit"]),
    word: z.string(),
    post: z.string(),
    leaders: z.array(z.string()),
  }),
  /** The county's own channel: 指挥部; posts that sit in it. */
  headquarters: z.strictObject({
    word: z.string(),
    posts: z.array(z.string()),
    centre: z.string(),
  }),
  /** Display order; each colour names the grade class it falls in. */
  colours: z.array(z.strictObject({ key: z.string(), grade: z.string().optional() })),
  grades: z.array(z.string()),
  /** Reminder steps in minutes around the deadline, by mode (SPEC §1.11). */
  ladders: z.record(Mode, z.array(z.number().int())),
  quiet: z.strictObject({ from: z.string(), to: z.string() }),
  /** Minutes after which a town's undelivered task is named to the county. */
  gateMinutes: z.record(Mode, z.number().int()),
  /** Minutes between two manual nudges of one item. */
  nudgeMinutes: z.record(Mode, z.number().int()),
  pushesPerHour: z.number().int(),
  /** Series names as printed: 指挥部令, 通告. */
  series: z.strictObject({ order: z.string(), notice: z.string() }),
  /** Display words for states where the county says it otherwise: 待下达 → 待交办. */
  words: z.record(z.string(), z.string()).default({}),
  /** Extra command names of the county, command key → aliases. */
  aliases: z.record(z.string(), z.array(z.string())).default({}),
  /** Field label → the node figure it is prefilled from (SPEC §1.10). */
  prefill: z.record(z.string(), z.enum(["households", "population", "migrants"])),
  /** Readings of the county's own names, word → syllables: `{"乐清": "yue qing"}`. */
  pinyin: z.record(z.string(), z.string().regex(/^[a-z]+( [a-z]+)*$/)).default({}),
  /** Industry groups: channel #行业·<name>, run by a department. */
  industries: z.array(z.string()).default([]),
  /** Industry → name of the department node that runs its channel. */
  departments: z.record(z.string(), z.string()).default({}),
  /** What the accounts do not say and we assume, one sentence each. */
  assumptions: z.array(z.string()).default([]),
});
export type Profile = z.infer<typeof Profile>;
