import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bots } from "../../server/bots.ts";

const kinds = bots.flatMap(({ kinds = [] }) => kinds);

/** Where a word that is also a kind's key means something else, and what. */
const OTHERWISE: Readonly<Record<string, string>> = {
  "server/contract/profile.ts": "a limit of a cap: O(notice)",
  "server/domain/text/ids.ts": "the series of numbers that people say: 令17, 通18 (SPEC §1.6)",
  "server/domain/org/posts.ts": "a limit of a cap",
  "server/domain/rights/rights.ts": "a limit of a cap",
  "server/domain/rights/command.ts": "a limit of a cap",
  "web/src/lib/todo/first-steps.svelte": "the command that sends one",
};

test("nobody asks for a kind by its name but its own files (DESIGN §3)", () => {
  const names = new RegExp(`"(${kinds.map(({ key }) => key).join("|")})"`);
  // A bot's folder holds its kinds and the commands that bear the same name.
  const files = globSync("{server,web/src}/**/*.{ts,svelte}", {
    exclude: (n) => n === "paraglide",
  });
  expect(files.length).toBeGreaterThan(500);
  const naming = files.filter((file) => names.test(readFileSync(file, "utf8")));
  expect(naming.toSorted()).toEqual(Object.keys(OTHERWISE).toSorted());
});

test.each(kinds.map((kind) => [kind.key, kind] as const))("%s is whole", (_, kind) => {
  const { states, transitions, spec, bot } = kind;
  expect(bots.map(({ key }) => key)).toContain(bot);
  for (const { from, to, command } of Object.values(transitions)) {
    expect(Object.keys(states)).toEqual(expect.arrayContaining([...from, to]));
    expect(bots.flatMap(({ commands }) => commands.map(({ key }) => key))).toContain(command);
  }
  // From where it begins it can end.
  expect(Object.values(states)[0]!.phase).not.toBe("ended");
  expect(Object.values(states).some(({ phase }) => phase === "ended")).toBe(true);
  expect(spec.safeParse({ unknown: true }).success).toBe(false);
});
