import type { Logger } from "pino";
import { lastNumber, setNumber } from "#db/counters";
import { generateCounty } from "#db/generate";
import { loadMorning } from "#db/mornings";
import { loadProfile as storedProfile } from "#db/org";
import { loadProfile } from "#db/profiles";
import { loadRegistry } from "#db/registry";
import { type CastMember, DEMO_MARK } from "#db/seed-data";
import { playMorning } from "./morning.ts";
import type { Parts } from "./parts.ts";
import { inTransaction, MORNING_MARK, seed } from "./seed.ts";

const DEFAULT_PROFILE = "yongtai";

/**
 * Makes the database fit how the server is started: seeds the demo county where there is none.
 * A demo's passwords are public, so neither kind of database is ever taken for the other.
 * @param profile null: whichever is there, or the default
 * @throws Error of one line that says what to do
 */
export async function prepareCounty(
  parts: Parts,
  wanted: { demo: boolean; morning: boolean; profile: string | null },
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
    await seed(store, identity, data, wanted.morning ? Date.now() : null);
    return;
  }
  if (wanted.profile !== null && wanted.profile !== stored.key) {
    throw new Error(
      `LINGDA_PROFILE=${wanted.profile}: this database holds ${stored.key}, and one database holds one county; set DATABASE_URL=data/${wanted.profile}.db for another one`,
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

/**
 * Plays the morning of a demo that was made with one, unless it has been; a start that was
 * interrupted in the midst of it goes on. What it cannot do it says: the county is good without.
 * @param open makes the parts anew, since a morning closes those it has
 * @returns the parts to go on with
 */
export async function afterMorning(
  parts: Parts,
  open: () => Promise<Parts>,
  { log, say }: { log: Logger; say: (line: string) => void },
): Promise<Parts> {
  const start = await lastNumber(parts.store.read, MORNING_MARK);
  if (start === 0) return parts;
  const { name, key } = (await storedProfile(parts.store.read))!;
  say(`playing a morning of ${name}: two hours in a few seconds …`);
  const cast = await demoCast(parts);
  // Its calls are nobody's to read; what goes wrong is.
  const quiet = log.isLevelEnabled("debug") ? log : log.child({}, { level: "warn" });
  const untaken = await playMorning(parts, {
    ...{ start, cast, log: quiet, say },
    parts: loadMorning(key),
  });
  for (const { line, why } of untaken)
    say(`  line ${line.id} of the morning was not taken: ${why}`);
  const { store, ...others } = await open();
  await inTransaction(store, (session) => setNumber(session, MORNING_MARK, 0));
  return { store, ...others };
}
