import { Database } from "bun:sqlite";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadFixture } from "#db/fixtures";
import { sized } from "../support/size.ts";
import { signIn } from "../transcripts/client.ts";
import { checkLog } from "./check-log.ts";
import { type ServerProcess, seedCounty } from "./server-process.ts";
import { type Op, Storm, type Worker } from "./storm.ts";

const ROUNDS = sized({ small: 3, full: 20 });
const MOST_ROUNDS = 60;
const LANES = 4;
/** Eight grid workers of the fixture, in their grids' channels. */
const GRIDS = [
  ["邱实", "王家边网格"],
  ["毛琳", "杨林一网格"],
  ["方芳", "下庄一网格"],
  ["程远", "平川一网格"],
  ["叶萍", "池淮一网格"],
  ["叶松", "池淮二网格"],
  ["徐婷", "石门一网格"],
  ["余航", "航头一网格"],
] as const;

const county = loadFixture("kaihua-day");
const person = (account: string) => county.people.find((one) => one.account === account)!.id;
const workers: Worker[] = GRIDS.map(([account, grid]) => ({
  account,
  person: person(account),
  channel: `#${grid}`,
}));

let server: ServerProcess;
let storm: Storm;
/** One that was acknowledged in the first round, and one in the last. */
let kept: Op[];

beforeAll(
  async () => {
    server = await seedCounty("kaihua", "kaihua-day");
    let url = await server.start();
    const leader = await signIn(url, "方舟", server.invitations.方舟!);
    const task =
      "/任务 风暴 范围=全县:网格 字段=在册:整数!,新增:整数!,异常:整数! 截止=23:00 路由=直达 核实=否";
    const issued = await leader.post("/api/commands", {
      cid: "task",
      channel: "#开化县指挥部",
      text: task,
    });
    const label = /T\d+-\d+/.exec(JSON.stringify(issued.body))?.[0];
    if (!label) throw new Error(`no task: ${JSON.stringify(issued)}`);
    storm = new Storm(workers, LANES, label);
    await storm.signIn(url, server.invitations);

    const chance = seededChance(20200127);
    // On a slow machine few kills fall between commit and answer: more rounds, until one has.
    const lost = () => storm.ops.some((op) => op.answers[0]?.replayed);
    for (let round = 1; round <= ROUNDS || (!lost() && round <= MOST_ROUNDS); round += 1) {
      // The killer strikes on an answer, or up to four milliseconds after it, wherever the server is.
      const at = 1 + Math.floor(chance() * 250);
      const after = chance() * 4;
      await storm.round(url, (nth) => {
        if (nth === at) setTimeout(() => void server.kill(), after);
      });
      await server.kill();
      url = await server.start();
    }
    await storm.settle(url);
    kept = storm.ops.filter((_, i) => i % 97 === 0);
    await storm.repeat(url, kept);
    await server.kill();
  },
  sized({ small: 240_000, full: 900_000 }),
);
afterAll(() => server?.remove());

describe(`SIGKILL during replies, ${ROUNDS} rounds`, () => {
  it("happened in the middle of things", () => {
    const resent = storm.ops.filter((op) => op.answers[0]?.replayed);
    expect(storm.acknowledged).toBe(storm.ops.length);
    expect(storm.acknowledged).toBeGreaterThan(ROUNDS * 50);
    // Some had been committed when the answer was lost; the cid told them apart.
    expect(resent.length).toBeGreaterThan(0);
    expect(kept.every((op) => op.answers.at(-1)!.replayed)).toBe(true);
  });

  it("loses no acknowledged reply, doubles none, invents none", async () => {
    expect(await checkLog(server.file, storm.ops, county.at)).toEqual([]);
  });
});

describe("the checker", () => {
  /** A copy of the log, to be broken. */
  function copy(): string {
    const file = `${server.file}.broken`;
    // A killed server leaves a WAL; the copy must have what stands there too.
    settle(server.file);
    copyFileSync(server.file, file);
    return file;
  }

  async function broken(statements: string): Promise<string[]> {
    const file = copy();
    const database = new Database(file);
    database.exec(statements);
    database.close();
    return checkLog(file, storm.ops, county.at);
  }

  const one = "(select id from reply order by id limit 1 offset 7)";
  it.each<[string, string, RegExp]>([
    ["a lost reply", `delete from reply where id = ${one}`, /^C1 storm-.* is lost/],
    [
      "a lost command",
      "delete from command where rowid = (select max(rowid) from command where name = 'report')",
      /^C1 the command .* is lost/,
    ],
    [
      "a doubled reply",
      `create temp table again as select * from reply where id = ${one};
       update again set id = id || 'x', version = 1000000, state = 'superseded';
       insert into reply select * from again`,
      /^C2 .* is stored 2 times/,
    ],
    [
      "a reply that nobody sent",
      `update reply set "values" = json_set("values", '$.在册', 987654321) where id = ${one}`,
      /^C3 reply .* was sent by nobody/,
    ],
    [
      "a reply under another's name",
      `update reply set person = person || 'x' where id = ${one}`,
      /^C3 .* is stored as sent by/,
    ],
    [
      "another answer than was given",
      `update command set answer = json_set(answer, '$.result.version', 0)
         where rowid = (select max(rowid) from command where name = 'report')`,
      /^C2 .* another answer/,
    ],
    [
      "a skipped number",
      `update message set seq = seq + 1 where id = (select id from message order by channel, seq desc limit 1)`,
      /^C4 .* bears/,
    ],
    [
      "a lost message",
      "delete from message where id = (select id from message order by channel, seq desc limit 1)",
      /^C4 .* messages, last is/,
    ],
    [
      "a count of its own",
      "update page set word5 = word5 + 1 where node = (select max(node) from page)",
      /^C7 .* replied/,
    ],
    ["a sum of its own", "update page set sum1 = sum1 + 10000 where rowid = 1", /^C7 .* sums/],
    [
      "two replies that count",
      `update reply set state = 'current' where id = ${one}`,
      /^C7 .* count at once/,
    ],
  ])("finds %s", async (_, statements, complaint) => {
    expect(await broken(statements)).toContainEqual(expect.stringMatching(complaint));
  });

  it("finds a reply that came back in another order, and one carried out again", async () => {
    const ops = structuredClone(storm.ops);
    const twice = ops.find((op) => op.answers.length > 1)!;
    twice.answers[1]!.replayed = false;
    const lane = ops.filter((op) => op.lane === ops[0]!.lane);
    const [first, second] = lane as [Op, Op];
    [first.answers, second.answers] = [second.answers, first.answers];
    const faults = await checkLog(server.file, ops, county.at);
    expect(faults).toContainEqual(expect.stringMatching(/^C2 .* was carried out again/));
    expect(faults).toContainEqual(expect.stringMatching(/^C5 .* overtook/));
  });

  it("finds a damaged file", async () => {
    const file = copy();
    const database = new Database(file, { readonly: true });
    const [size] = database.query("PRAGMA page_size").values()[0] as [number];
    const page = "select rootpage from sqlite_master where name = 'message_item'";
    const [root] = database.query(page).values()[0] as [number];
    database.close();
    // One wrong letter in an entry of an index.
    const bytes = readFileSync(file);
    const entry = bytes.lastIndexOf("2020-T", root * size);
    expect(entry).toBeGreaterThan((root - 1) * size);
    bytes.write("2021", entry);
    writeFileSync(file, bytes);
    const faults = await checkLog(file, storm.ops, county.at);
    expect(faults).toContainEqual(expect.stringMatching(/^integrity: /));
  });
});

/** Folds a WAL into its file. */
function settle(file: string): void {
  const database = new Database(file);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
}

/** Numbers from 0 to 1, the same ones every time (mulberry32). */
function seededChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
