import { chmodSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readEnv } from "../server/env.ts";
import { openParts } from "../server/parts.ts";
import { keptSecret } from "../server/secret.ts";
import { seed } from "../server/seed.ts";
import { loadFixture } from "./fixtures.ts";
import { generateCounty } from "./generate.ts";
import { loadProfile } from "./profiles.ts";
import { loadRegistry } from "./registry.ts";
import type { SeedData } from "./seed-data.ts";

/**
 * A program: seeds the empty database that DATABASE_URL names.
 *
 *     bun db/seed.ts --profile kaihua                 # a whole generated county, no passwords
 *     bun db/seed.ts --fixture kaihua-day --at "2020-01-27 07:00" --invitations letters.json
 *
 * `--at` is where a manual clock starts; `--invitations` writes account → invitation token.
 */
const USAGE =
  'bun db/seed.ts (--profile <name|path> | --fixture <name|path>) [--at "2020-01-27 07:00"] [--invitations <file>]';

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      profile: { type: "string" },
      fixture: { type: "string" },
      at: { type: "string" },
      invitations: { type: "string" },
    },
  });
  const data = read(values);
  const env = readEnv(process.env);
  const secret = env.secret ?? keptSecret(env.dataFolder);
  const { store, identity } = await openParts({ databaseUrl: env.databaseUrl, secret });
  try {
    await seed(store, identity, data);
    if (values.invitations !== undefined) {
      const letters: Record<string, string> = {};
      for (const { id, account } of data.people) {
        letters[account] = (await identity.invite(id, { by: "seed" })).token;
      }
      writeFileSync(values.invitations, JSON.stringify(letters), { mode: 0o600 });
      // The mode above is ignored where the file was there before.
      chmodSync(values.invitations, 0o600);
    }
  } finally {
    await identity.close();
    await store.close();
  }
}

function read(values: { profile?: string; fixture?: string; at?: string }): SeedData {
  const data = values.fixture ? loadFixture(values.fixture) : county(values.profile);
  if (values.fixture && values.profile) {
    const { key } = loadProfile(values.profile);
    if (key !== data.profile.key) {
      throw new Error(`fixture ${values.fixture} is of ${data.profile.key}, not of ${key}`);
    }
  }
  return values.at === undefined ? data : { ...data, at: instant(values.at) };
}

function county(profile: string | undefined): SeedData {
  if (profile === undefined) throw new Error(USAGE);
  return { ...generateCounty(loadProfile(profile), loadRegistry()), demoCast: [] };
}

/** Shanghai time. */
function instant(typed: string): number {
  const at = Date.parse(`${typed.trim().replace(" ", "T")}+08:00`);
  if (Number.isNaN(at)) throw new Error(`--at ${typed}: write 2020-01-27 07:00`);
  return at;
}
