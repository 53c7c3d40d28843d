import { ensureChannels } from "#db/channels";
import { putCounters } from "#db/counter-start";
import { setNumber } from "#db/counters";
import { setManualStart } from "#db/manual-clock";
import type { Session, Store } from "#db/open";
import { insertOrg } from "#db/org";
import { DEMO_MARK, type SeedData } from "#db/seed-data";
import { deriveChannels } from "#domain/org/channels";
import { Org } from "#domain/org/org-index";
import { localParts } from "#domain/time/time";
import type { Identity } from "./identity/identity.ts";

/** The instant at which a demo's morning is to end, until it has been played. */
export const MORNING_MARK = "seed:morning";

/**
 * Writes a county into an empty database in one transaction: tree, people, channels, where the
 * numbers stand. Before that an account for each person, with a password for the demo cast only:
 * a seeding that was interrupted leaves no county and can run again.
 * @param morning when the demo begins, if its morning is to be played
 * @throws when the database already holds a county
 */
export async function seed(
  store: Store,
  identity: Identity,
  data: SeedData,
  morning: number | null = null,
): Promise<void> {
  const passwords = new Map(data.demoCast.map((member) => [member.account, member.password]));
  await identity.createAccounts(
    data.people.map(({ id, account }) => ({
      person: id,
      account,
      password: passwords.get(account),
    })),
  );
  await inTransaction(store, async (session) => {
    await writeCounty(session, data);
    if (morning !== null) await setNumber(session, MORNING_MARK, morning);
  });
}

async function writeCounty(session: Session, data: SeedData): Promise<void> {
  const { profile, nodes, people, assignments, at } = data;
  await insertOrg(session, { profile, nodes, people, assignments });
  await putCounters(session, countersOf(data));
  await setManualStart(session, at);
  await ensureChannels(session, deriveChannels(new Org(data), at));
}

/** The county's own words for its series and totals, as the keys under which they are counted. */
function countersOf(data: SeedData): Record<string, number> {
  const { profile, counters, at, demoCast } = data;
  const root = data.nodes.find((node) => node.parent === null)!;
  const { year } = localParts(at);
  const keys: Record<string, string> = {
    [profile.series.order]: `series:order:${root.id}:${year}`,
    [profile.series.notice]: `series:notice:${root.id}:${year}`,
    专项累计: "running:special",
  };
  const entries = Object.entries(counters).map(([word, n]) => [keys[word] ?? `count:${word}`, n]);
  return { ...Object.fromEntries(entries), ...(demoCast.length > 0 && { [DEMO_MARK]: 1 }) };
}

/** Nothing else writes before the start, so SQLite needs no writer. */
export async function inTransaction(
  store: Store,
  work: (session: Session) => Promise<void>,
): Promise<void> {
  if (store.dialect === "postgres") return store.transaction(work);
  store.exec("BEGIN IMMEDIATE");
  try {
    await work(store.write);
    store.exec("COMMIT");
  } catch (error) {
    if (store.inTransaction()) store.exec("ROLLBACK");
    throw error;
  }
}
