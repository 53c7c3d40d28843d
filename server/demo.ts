import { lastNumber } from "#db/counters";
import { generateCounty } from "#db/generate";
import { loadProfile as storedProfile } from "#db/org";
import { loadProfile } from "#db/profiles";
import { loadRegistry } from "#db/registry";
import type { CastMember } from "#db/seed-data";
import type { Parts } from "./parts.ts";
import { DEMO_MARK, seed } from "./seed.ts";

const DEFAULT_PROFILE = "yongtai";

/**
 * Makes the database fit how the server is started: seeds the demo county where there is none.
 * A demo's passwords are public, so neither kind of database is ever taken for the other.
 * @param profile null: whichever is there, or the default
 * @throws Error of one line that says what to do
 */
export async function prepareCounty(
  parts: Parts,
  wanted: { demo: boolean; profile: string | null },
  say: (line: string) => void,
): Promise<void> {
  const { store, identity } = parts;
  const stored = await storedProfile(store.read);
  if (stored === null) {
    if (!wanted.demo) {
      throw new Error(
        "the database has no county yet: seed one (bun db/seed.ts --profile …), or start the demo with npm start",
      );
    }
    const profile = loadProfile(wanted.profile ?? DEFAULT_PROFILE);
    say(`first start: making the demo county ${profile.name} …`);
    const data = generateCounty(profile, loadRegistry());
    say(`writing ${data.nodes.length} places and ${data.people.length} people …`);
    await seed(store, identity, data);
    return;
  }
  if (wanted.profile !== null && wanted.profile !== stored.key) {
    throw new Error(
      `LINGDA_PROFILE=${wanted.profile}: this database holds ${stored.key}; one database holds one county`,
    );
  }
  const isDemo = (await lastNumber(store.read, DEMO_MARK)) > 0;
  if (wanted.demo && !isDemo) {
    throw new Error("LINGDA_DEMO=1: this database is not a demo; set LINGDA_DEMO=0 to use it");
  }
  if (!wanted.demo && isDemo) {
    throw new Error(
      "LINGDA_DEMO=0: this database is a demo, whose passwords are public; set LINGDA_DEMO=1, or DATABASE_URL to another one",
    );
  }
}

/** Who a visitor of this demo may sign in as. */
export async function demoCast({ store }: Parts): Promise<CastMember[]> {
  const stored = await storedProfile(store.read);
  // Made anew, which takes milliseconds: the database keeps no passwords to show.
  return generateCounty(loadProfile(stored!.key), loadRegistry()).demoCast;
}
