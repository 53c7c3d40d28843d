import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { parseClock } from "./clock.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const NAME = /^[\w-]+$/;

/** What the runner itself needs of a fixture; the seeding program checks the whole (SPEC §8). */
const Fixture = z.object({
  profile: z.string(),
  at: z.string(),
  nodes: z.array(
    z.object({
      id: z.string().optional(),
      code: z.string().optional(),
      name: z.string(),
      parent: z.string().nullish(),
    }),
  ),
  people: z.array(z.object({ name: z.string(), posts: z.array(z.object({ node: z.string() })) })),
});

export interface Cast {
  profile: string;
  /** Epoch milliseconds at which the day begins. */
  at: number;
  /** Accounts, those nearest the root of the tree first: they may see the most. */
  accounts: string[];
}

/**
 * A profile or fixture by name, or by a path relative to the transcript.
 * @returns the name as it is, or an absolute path
 */
export function locate(value: string, transcript: string): string {
  return NAME.test(value) ? value : resolve(dirname(transcript), value);
}

/** @throws Error when the fixture cannot be read */
export function readFixture(located: string): Cast {
  const file = NAME.test(located) ? join(ROOT, "db/fixtures", `${located}.json`) : located;
  const { profile, at, nodes, people } = Fixture.parse(JSON.parse(readFileSync(file, "utf8")));
  const find = (ref: string) =>
    nodes.find(({ id, code, name }) => ref === id || ref === code || ref === name);
  const depth = (ref: string, limit = nodes.length): number => {
    const parent = find(ref)?.parent;
    return parent && limit > 0 ? 1 + depth(parent, limit - 1) : 0;
  };
  const reach = people.map(({ name, posts }) => ({
    name,
    depth: Math.min(...posts.map(({ node }) => depth(node))),
  }));
  reach.sort((a, b) => a.depth - b.depth);
  return { profile, at: parseClock(at), accounts: reach.map(({ name }) => name) };
}
