import { z } from "zod";
import { readJson } from "./json-file.ts";
import { CAST_ROLES } from "./seed-data.ts";

const Kind = z.enum(["village", "community"]);

/** One kind of place a step makes; with `via` many of them are bundled under a level between. */
const Form = z.strictObject({
  /** Only below a village, or only below an urban community. */
  where: Kind.optional(),
  level: z.string(),
  /** Template: {stem} short name of the village or town, {town}, {n} 1, {nn} 01, {zh} 一, {name}. */
  name: z.string(),
  /** Further names, same template. */
  aliases: z.array(z.string()).default([]),
  /** The level in which numbers start anew; by default the parent. */
  numberedIn: z.string().optional(),
  external: z.boolean().default(false),
  industry: z.string().optional(),
  colour: z.string().optional(),
  via: z
    .strictObject({
      level: z.string(),
      name: z.string(),
      /** Bundled only where a parent has more than this many. */
      above: z.number().int(),
      size: z.number().int().min(1),
    })
    .optional(),
});

/** Makes children under every living node of a level: a total spread unevenly, or a list of names each. */
const Step = z
  .strictObject({
    under: z.string(),
    where: Kind.optional(),
    /** Only under the first such node of each town. */
    firstOfTown: z.boolean().default(false),
    /** Only in these towns, by node id. */
    towns: z.array(z.string()).optional(),
    total: z.number().int().optional(),
    /** Towns whose own count the accounts give, by node id. */
    exact: z.record(z.string(), z.number().int()).default({}),
    names: z.array(z.string()).optional(),
    into: z.array(Form).min(1),
  })
  .refine((step) => (step.total === undefined) !== (step.names === undefined), {
    message: "a step has either a total or names",
  });

/** Who holds a post: `each` per node of the level, or a `total` with at least one each. */
const Staffing = z.strictObject({
  post: z.string(),
  level: z.string(),
  /** Only at the nodes of that name. */
  node: z.string().optional(),
  each: z.number().int().default(1),
  total: z.number().int().optional(),
  source: z.enum(["专职", "兼任", "下沉", "下派", "志愿"]).default("专职"),
  /** Held by those who hold this post at a node above, in turn. */
  concurrentWith: z.string().optional(),
  /** Chance that one person answers for a node and the sibling before it (SPEC §5.4 unit heads). */
  shared: z.number().min(0).max(1).default(0),
});

/**
 * How large a county is, by its own account, and how the generator fills it below the registry.
 * Data beside the profile, because the program needs none of it after the first start.
 */
export const Scale = z.strictObject({
  seed: z.number().int(),
  /** Instant of the picture, ISO 8601 with offset. */
  at: z.iso.datetime({ offset: true }),
  /** Levels that hold the registry's 9-digit and 12-digit entries. */
  registry: z.strictObject({ town: z.string(), village: z.string() }),
  /** Town-level bodies without an official code, and the villages they took over. */
  uncoded: z
    .array(z.strictObject({ id: z.string(), name: z.string(), takes: z.array(z.string()) }))
    .default([]),
  /** Registry villages that did not exist yet at `at` (assumed): code → date of birth. */
  births: z.record(z.string(), z.iso.date()).default({}),
  steps: z.array(Step),
  /** Places whose name the accounts give: local code → name. */
  renames: z.record(z.string(), z.string()).default({}),
  /** County totals, spread over the nodes of one level. */
  figures: z.strictObject({
    level: z.string(),
    households: z.number().int(),
    population: z.number().int(),
    migrants: z.number().int(),
  }),
  staff: z.array(Staffing),
  counters: z.record(z.string(), z.number().int()).default({}),
  /** Named people of the demo, each in place of an invented holder; `node` is an id or a unique name. */
  cast: z
    .array(
      z.strictObject({
        name: z.string(),
        post: z.string(),
        node: z.string(),
        about: z.string(),
        password: z.string(),
        role: z.enum(CAST_ROLES).optional(),
        /** Name of the channel, without #, where `firstTask` is issued. */
        desk: z.string().optional(),
      }),
    )
    .default([]),
  /** The line that those with a desk issue when a visitor is shown around. */
  firstTask: z.string().optional(),
});
export type Scale = z.infer<typeof Scale>;
export type Step = z.infer<typeof Step>;
export type Form = z.infer<typeof Form>;
export type Staffing = z.infer<typeof Staffing>;

/** The scale of a county that comes with the program, by profile key. Throws when there is none. */
export function loadScale(key: string): Scale {
  return readJson(Scale, "scale", key).value;
}
