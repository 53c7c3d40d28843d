import { afterAll, afterEach, beforeAll } from "vitest";
import { startTestServer, type TestPerson, type TestServer } from "../../support/server.ts";
import { connectLive, type LiveClient, type LiveOptions } from "./live-client.ts";

/** 航头村, its town 池淮镇, and a town of others. */
export const VILLAGE = "staff:330824117207";
export const TOWN = "staff:330824117";
export const OTHER_TOWN = "staff:330824107";

/** A morning in 开化: one server for a file of tests, each test's sockets closed after it. */
export interface LiveDay {
  /** There once the tests run. */
  readonly server: TestServer;
  /** Sockets to close after this test. */
  readonly clients: LiveClient[];
  people(...names: string[]): Promise<TestPerson[]>;
  live(person: TestPerson, more?: Partial<LiveOptions>): Promise<LiveClient>;
}

/** Call at the top of a file, before its own hooks. */
export function useLiveDay(): LiveDay {
  let server: TestServer;
  const clients: LiveClient[] = [];
  beforeAll(async () => {
    server = await startTestServer({ fixture: "kaihua-day", at: "2020-01-27 07:00" });
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
  });
  afterAll(() => server.stop());
  return {
    get server() {
      return server;
    },
    clients,
    people: (...names) => Promise.all(names.map(server.asPerson)),
    async live(person, more = {}) {
      const client = await connectLive({ url: server.url, cookie: person.cookie, ...more });
      clients.push(client);
      return client;
    },
  };
}
