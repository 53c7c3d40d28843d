import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { FIELD_TYPE_NAMES } from "#contract/field-types";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

it("takes a new type of field by one entry: grammar, form, reading, sums, board and export follow", async () => {
  const folder = join(ROOT, "tests/domain/one-more-type");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--preload", join(folder, "preload.ts"), join(folder, "day.ts")],
    { cwd: ROOT, env: { ...process.env, LINGDA_TEST_DB: "sqlite" } },
  );
  expect(JSON.parse(stdout)).toEqual({
    unknown: expect.stringContaining("可用：温度、整数、"),
    replies: [
      "“水温”要填数，你写的是“很热”",
      "“水温”最多1位小数，你写的是“36.55”",
      "水温39大于38，请改“水温”；其他内容都留着",
      "已报 T0127-01 东山一网格：水温36.5℃ 人数2；23:00前可以改",
      "已报 T0127-01 东山二网格：水温20℃ 人数5；23:00前可以改",
    ],
    tally: expect.stringMatching(/\n人数7$/),
    shape: { name: "水温", type: "温度", required: true, min: 0, max: 40, unit: "℃" },
    isInSchema: true,
    offers: ["水温:温度!"],
    typed: { ok: true, value: 36.5 },
    sums: { 人数: 7 },
    rows: [
      { 水温: 36.5, 人数: 2 },
      { 水温: 20, 人数: 5 },
    ],
    columns: ["水温", "人数"],
    // Degrees of a place are nobody's: they stand where they were measured.
    table: [
      ["东山镇", "", "7"],
      ["东山村", "", "7"],
      ["东山一网格", "36.5", "2"],
      ["东山二网格", "20", "5"],
    ],
    sheet: [
      "地方,状态,标,时间,岗位,水温（℃）,人数,版,截止,级",
      "东山镇/东山村/东山一网格,已报,,,专职网格员,36.5,2,1,,",
      "东山镇/东山村/东山二网格,已报,,,专职网格员,20,5,1,,红",
    ],
  });
});

it("has no type of field named by code outside the table", () => {
  const files = ["server", "bots", "db", "web/src"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(ts|svelte)$/.test(name) && !name.includes("paraglide"))
      .map((name) => join(folder, name)),
  );
  expect(files.length).toBeGreaterThan(500);
  const word = FIELD_TYPE_NAMES.join("|");
  const named = new RegExp(`["'\`](?:${word}|枚举)["'\`]|(?:^|[{,])\\s*(?:${word}): `);
  const found = files.flatMap((name) =>
    readFileSync(join(ROOT, name), "utf8")
      .split("\n")
      .flatMap((line) =>
        named.test(line) && !isOther(name, line) ? [`${name}: ${line.trim()}`] : [],
      ),
  );
  expect(found).toEqual([]);
});

/** The same words said of something else: a place among a command's arguments, what a file is. */
function isOther(name: string, line: string): boolean {
  if (name === join("server", "contract", "field-types.ts")) return true;
  if (/\bnodes?\("节点"|\bfield: "节点"|节点: "网格/.test(line)) return true;
  return name === join("server", "attachments", "read-attachment.ts") && /photo: "照片"/.test(line);
}
