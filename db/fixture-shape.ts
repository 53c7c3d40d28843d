import { z } from "zod";
import { Mode } from "#contract/profile";

const Count = z.number().int().min(0);

/** A place as a person writes it down; what is left out follows from the profile. */
const FixtureNode = z.strictObject({
  id: z.string().optional(),
  code: z.string().optional(),
  local: z.string().optional(),
  name: z.string().min(1),
  /** Level key or word: `town`, 乡镇, 镇. */
  level: z.string(),
  /** Code, id or unique name; without it the node hangs under the root. */
  parent: z.string().nullable().optional(),
  aliases: z.array(z.string()).optional(),
  virtual: z.boolean().optional(),
  external: z.boolean().optional(),
  households: Count.nullable().optional(),
  population: Count.nullable().optional(),
  migrants: Count.nullable().optional(),
  mode: Mode.optional(),
  colour: z.string().optional(),
  grade: z.string().optional(),
  tags: z.array(z.string()).optional(),
  industry: z.string().optional(),
  validFrom: z.iso.date().optional(),
  validTo: z.iso.date().optional(),
});
export type FixtureNode = z.infer<typeof FixtureNode>;

/** A small county for one day (SPEC §8). `industries` narrows the profile's list. */
export const Fixture = z.strictObject({
  profile: z.string(),
  at: z.string(),
  industries: z.array(z.string()).optional(),
  nodes: z.array(FixtureNode),
  people: z.array(
    z.strictObject({
      name: z.string().min(1),
      posts: z.array(z.strictObject({ post: z.string(), node: z.string() })),
    }),
  ),
  counters: z.record(z.string(), z.number().int()).default({}),
});
export type Fixture = z.infer<typeof Fixture>;
