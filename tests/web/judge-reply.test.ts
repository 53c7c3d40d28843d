import { describe, expect, test } from "vitest";
import type { Field } from "#contract/forms";
import { judgeReply } from "../../web/src/lib/forms/judge-reply.ts";
import { readAll, spelt, typedOf } from "../../web/src/lib/forms/typed.ts";

const field = (name: string, type: Field["type"] = "整数", more: Partial<Field> = {}): Field => ({
  ...{ name, type, required: false },
  ...more,
});
const fields = [field("应核"), field("已核"), field("异常"), field("新增")];
const judged = (values: Record<string, number>, note = "", prefilled: string[] = []) =>
  judgeReply(fields, "已核<=应核；异常>0须说明；异常>5须新增；新增>20提示", {
    ...{ values, note, prefilled: new Set(prefilled) },
  });

describe("rules judged on the phone", () => {
  test("a rule between two fields is one sentence about both", () => {
    expect(judged({ 应核: 52, 已核: 55 }).broken).toEqual([
      { message: "已核55大于应核52，请改其中一个", fields: ["应核", "已核"], note: false },
    ]);
  });

  test("what is missing is where it can be mended", () => {
    expect(judged({ 异常: 3 }).broken).toEqual([
      { message: "异常3大于0，须填“说明”", fields: [], note: true },
    ]);
    expect(judged({ 异常: 6 }, "水淹").broken).toEqual([
      { message: "异常6大于5，须填“新增”", fields: ["新增"], note: false },
    ]);
  });

  test("what the server fills in is not missing", () => {
    expect(judged({ 异常: 6 }, "水淹", ["新增"]).broken).toEqual([]);
  });

  test("warnings refuse nothing; blanks are not judged", () => {
    expect(judged({ 新增: 21 })).toEqual({ broken: [], warnings: ["新增21大于20，请核对"] });
    expect(judged({ 已核: 55 })).toEqual({ broken: [], warnings: [] });
  });
});

describe("values as typed", () => {
  const all = [
    ...[field("在册"), field("到岗", "是否"), field("险情", "多选", { options: ["水", "电"] })],
    ...[field("照片", "照片"), field("开工", "日期")],
  ];

  test("are read as the server reads them", () => {
    const typed = { 在册: "六户", 到岗: false, 险情: ["电", "水"], 照片: ["local:a"], 开工: "" };
    expect(readAll([field("在册", "整数", { unit: "户" }), ...all.slice(1)], typed, 0)).toEqual({
      values: { 在册: 6, 到岗: false, 险情: ["水", "电"], 照片: ["local:a"] },
      errors: {},
    });
  });

  test("what cannot be read says so in the server's words", () => {
    expect(readAll(all, { 在册: "很多" }, 0).errors).toEqual({
      在册: "“在册”要填整数，你写的是“很多”",
    });
  });

  test("come back from a command as they were", () => {
    expect(typedOf(all[0]!, spelt({ nil: true }))).toEqual({ nil: true });
    expect(typedOf(all[0]!, 6)).toBe("6");
    expect(typedOf(all[2]!, "水、电")).toEqual(["水", "电"]);
    expect(typedOf(all[3]!, ["a"])).toEqual(["a"]);
    expect(typedOf(all[1]!, false)).toBe(false);
  });
});
