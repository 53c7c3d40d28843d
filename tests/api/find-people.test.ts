import { afterAll, beforeAll, expect, it } from "vitest";
import type { FoundPeople } from "#contract/directory";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";

/** Who is found while one types in the palette: no more than the directory one may read, and no act. */
let server: TestServer;
let room: TestPerson;
let worker: TestPerson;
beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day" });
  [room, worker] = await Promise.all([server.asPerson("程立"), server.asPerson("邱实")]);
}, 60_000);
afterAll(() => server.stop());

const find = async (who: TestPerson, words: string, more = ""): Promise<FoundPeople> =>
  (await who.get(`/api/people?find=${encodeURIComponent(words)}${more}`)).body;
const lines = ({ people }: FoundPeople) =>
  people.map(({ nodeName, postName, name, phone }) => [nodeName, postName, name, phone !== null]);

it("a place by its beginning, pinyin or initials, a person by theirs, several words together", async () => {
  const own = [["王家边网格", "网格员", "邱实", true]];
  for (const words of ["王家边", "wangjiabian", "wjb", "邱实", "qs", "王家边 网格员"])
    expect(lines(await find(room, words)), words).toEqual(own);
});

it("one letter is nobody, a slip is mended, and nobody is told of where one may not look", async () => {
  expect(await find(room, "w")).toEqual({ people: [], near: [], count: 0, next: null });
  expect((await find(room, "王家变网格")).near).toContain("王家边网格");
  // Of another town a grid worker has no directory, under no word.
  const centre = await find(await server.asPerson("汪洋"), "航头");
  expect(centre.count).toBeGreaterThan(0);
  expect(await find(worker, "航头")).toEqual({ people: [], near: [], count: 0, next: null });
  expect((await find(worker, "航投村")).near).toEqual([]);
});

it("comes by pages and counts what one may see", async () => {
  const first = await find(room, "yl", "&limit=1");
  expect(first.people).toHaveLength(1);
  expect(first.count).toBeGreaterThan(1);
  const rest = await find(room, "yl", `&after=${encodeURIComponent(first.next!)}`);
  expect(rest.people).toHaveLength(first.count - 1);
});

it("stands in no record, as the page of a place does not; 找 does", async () => {
  const acts = async () => {
    const { body } = await room.get("/api/command-log?limit=200");
    return body.entries.map(({ command }: { command: string }) => command);
  };
  await find(room, "wjb");
  expect(await acts()).not.toContain("who");
  await room.say("@令达", "/找 王家边网格");
  expect(await acts()).toContain("who");
});
