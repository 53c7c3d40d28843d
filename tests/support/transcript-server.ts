import { pino } from "pino";
import { loadFixture } from "#db/fixtures";
import { loadProfile } from "#db/profiles";
import { bots } from "../../server/bots.ts";
import { listen } from "../../server/listen.ts";
import { seed } from "../../server/seed.ts";
import { startSystem } from "../../server/system.ts";
import type { Seeding, Server } from "../transcripts/server.ts";
import { copyOf } from "./database.ts";
import { openTestParts } from "./server.ts";

/**
 * A server for a transcript within this process, over a copied database of the project's dialect:
 * the play reaches it by HTTP and websocket like any other, without waiting for two programs.
 */
export async function startInProcess({ profile, fixture, at }: Seeding): Promise<Server> {
  const data = { ...loadFixture(fixture), at };
  if (loadProfile(profile).key !== data.profile.key) {
    throw new Error(`fixture ${fixture} is of ${data.profile.key}, not of ${profile}`);
  }
  const { url, drop } = await copyOf(`transcript ${fixture} at ${at}`, async (empty) => {
    const { store, identity } = await openTestParts(empty);
    await seed(store, identity, data);
    await identity.close();
    await store.close();
  });
  const parts = await openTestParts(url);
  const invitations: Record<string, string> = {};
  for (const { id, account } of data.people) {
    invitations[account] = (await parts.identity.invite(id, { by: "seed" })).token;
  }
  let complaints = "";
  const write = (line: string) => {
    complaints += line;
  };
  const log = pino({ level: "warn" }, { write });
  const system = await startSystem(parts, { bots, clock: "manual", log });
  const server = listen(system, { host: "127.0.0.1", port: 0 });
  return {
    url: `http://127.0.0.1:${server.port}`,
    invitations,
    complaints: () => complaints.trim(),
    async stop() {
      await server.stop();
      await system.close();
      await drop();
    },
  };
}
