import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { playFile } from "./play.ts";

const folder = mkdtempSync(join(tmpdir(), "lingda-false-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Plays a file outside the repository and gives the lines that failed. */
async function failures(...lines: string[]): Promise<string[]> {
  const path = join(folder, "false.md");
  writeFileSync(path, ["```transcript", "fixture kaihua-day", ...lines, "```"].join("\n"));
  const printed: string[] = [];
  const { failed } = await playFile(path, { print: (line) => printed.push(line) });
  const found = printed.filter((line) => line.trim().startsWith("✗"));
  expect(failed, printed.join("\n")).toBe(found.length);
  return found.map((line) => line.replace(/^\s*✗ \d+: /, ""));
}

/** A line and whether it holds. */
type Marked = [line: string, holds: boolean];

/** Plays the lines: those that do not hold fail, and no others. */
async function expectFailing(lines: Marked[]): Promise<void> {
  const expected = lines.filter(([, holds]) => !holds).map(([line]) => line);
  expect(await failures(...lines.map(([line]) => line))).toEqual(expected);
}

// A transcript proves nothing unless the runner also says no: here every marked line is false.
test("each kind of check fails when it is false, and only those", { timeout: 60_000 }, async () => {
  const order = "方舟 #开化县指挥部: /指挥令 到岗 范围=杨林镇 截止=09:00";
  const lines: Marked[] = [
    [order, true],
    ["=> 「17号」", true],
    ["=> 「7号」", false],
    ["=> 「没有这句话」", false],
    ["=> #王家边网格 「到岗」", true],
    ["=> #池淮一网格 「到岗」", false],
    ["=> quiet #池淮一网格", true],
    ["=> quiet #王家边网格", false],
    ["=> quiet #没有这个群", false],
    ["=> only #王家边网格", false],
    ["=> tally 令17 应签收8", true],
    ["=> tally 令17 应签收9", false],
    ["=> tally 令99 应签收8", false],
    ["=> state 令17 王家边网格 已派", true],
    ["=> state 令17 王家边网格 已响应", false],
    ["=> state 令17 池淮一网格 已派", false],
    ["=> sum 令17 杨林镇 在册0", false],
    ["=> sees 方舟 令17", true],
    ["=> hidden 方舟 令17", false],
    ["=> sees 方舟 令18", false],
    ["=> private 邱实 「令17」", false],
    ["=> refused", false],
    ["=> 422", false],
    ["邱实 #王家边网格: /平战 战 范围=杨林镇 原因=试", true],
    ["=> refused", true],
    ["=> 「到岗」", false],
    ["邱实 #王家边网格: /撤令 令17 原因=试", false],
    ["没有这人 #王家边网格: 收到", false],
    ["clock 2020-01-27 06:00", false],
    ["clock 2020-01-27 08:30", true],
    ["=> #王家边网格 「到岗」", true],
    ["=> 「到岗」", false],
    ["offline 邱实", true],
    ["邱实 #王家边网格: 收到", true],
    ["=> tally 令17 @王家边网格 1/1", false],
    ["online 邱实", true],
    ["=> tally 令17 @王家边网格 1/1", true],
  ];
  await expectFailing(lines);
});

test("what a message quotes and carries, how many came, and whose phone rang", {
  timeout: 60_000,
}, async () => {
  writeFileSync(join(folder, "plan.txt"), "应急预案");
  const order = "方舟 #开化县指挥部: /指挥令 到岗 范围=杨林镇 截止=07:40";
  const lines: Marked[] = [
    ["clock 2020-01-27 07:00", true],
    [order, true],
    ["=> new #王家边网格 1", true],
    ["=> new #王家边网格 2", false],
    ["=> new #池淮一网格 0", true],
    ["=> new #没有这个群 0", false],
    ["=> push 邱实 0", true],
    ["邱实 #王家边网格: 先说一句", true],
    ["邱实 #王家边网格 quote=「先说一句」: 是这一句", true],
    ["=> tally 令17 @王家边网格 0/1", true],
    ["邱实 #王家边网格 quote=「没有这句话」: 收到", false],
    ["=> 「收到」", false],
    ["邱实 #王家边网格 quote=令99: 收到", false],
    ["邱实 #池淮一网格 quote=令17: 收到", false],
    ["毛琳 #杨林一网格 quote=令17: 收到", true],
    ["=> tally 令17 @杨林一网格 1/1", true],
    ["毛琳 #杨林一网格 with=photo.jpg,plan.txt: 现场和预案", true],
    ["=> new #杨林一网格 1", true],
    ["毛琳 #杨林一网格 with=photo.png:", true],
    ["=> new #杨林一网格 1", true],
    ["毛琳 #杨林一网格 with=film.mov: 现场", false],
    ["=> #杨林一网格 「现场」", false],
    ["clock 2020-01-27 07:40", true],
    ["=> push 邱实 「到岗」", true],
    ["=> push 邱实 「没有这件事」", false],
    ["=> push 毛琳 0", true],
    ["=> push 毛琳 1", false],
    ["=> push 没有这人 1", false],
  ];
  await expectFailing(lines);
});

test("a page that a person opens shows what it shows", { timeout: 180_000 }, async () => {
  const lines: Marked[] = [
    ["方舟 #开化县指挥部: /指挥令 到岗 范围=杨林镇 截止=09:00", true],
    ["browser 方舟 /orders", true],
    ["=> shows 「到岗」", true],
    ["=> shows 「没有这句话」", false],
  ];
  await expectFailing(lines);
});

test("a file with a wrong line fails once and names it", async () => {
  expect(await failures("余航 收到")).toEqual([
    expect.stringContaining(`${join(folder, "false.md")}:3: neither a step nor a check`),
  ]);
});

test("a file without steps fails", async () => {
  expect(await failures()).toEqual([expect.stringContaining("no steps")]);
});
