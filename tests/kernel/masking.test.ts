import { afterAll, beforeAll, expect, it } from "vitest";
import { bots } from "../../server/bots.ts";
import { openTestKernel, type TestKernel } from "../support/kernel.ts";

/** Of nobody: a place, a day and a running number that make a plausible identity card. */
const CARD = "330825199003071234";
const PHONE = "13900001234";
const SPACED = "139 0000 1234";
const PRIVATE = `${CARD} ${PHONE}`;
const GRID = "#东山一网格";
const VILLAGE = "#东山村";

let k: TestKernel;
beforeAll(async () => {
  k = await openTestKernel({ bots });
});
afterAll(() => k.stop());

it("stores no number of a person, whichever way it comes in", async () => {
  const issue = (title: string) =>
    k.done(
      "东村书记",
      VILLAGE,
      `/任务 ${title} 范围=东山一网格 字段=人数:整数!,情况:文字 截止=23:00`,
    );
  const label = /T\d+-\d+/.exec(await issue("甲"))![0];

  const told = await k.say("邱网格", GRID, `户主 ${PRIVATE}`);
  expect(told).toMatchObject({ ok: true });
  expect(told.ok && told.private).toEqual([
    expect.stringContaining("已隐去1个证件号"),
    expect.stringContaining("已隐去1个手机号"),
  ]);
  const lines: [string, string, string, object?][] = [
    ["邱网格", GRID, `/发言 ${CARD}`],
    ["邱网格", GRID, `/线索 ${CARD}`, { asText: true }],
    ["邱网格", GRID, "", { text: undefined, name: "say", input: { text: `住户 ${CARD}` } }],
    ["邱网格", GRID, "３３０８２５１９９００３０７１２３４"],
    ["邱网格", GRID, "330825 19900307 1234"],
    ["邱网格", GRID, `/困难 ${label} 类=人手 联系 ${PRIVATE}`],
    ["邱网格", GRID, `收到 ${PHONE}`],
    ["邱网格", GRID, `/报 ${label} 3 情况=住户${CARD} 说明=电话${PHONE}`],
    ["邱网格", GRID, `/报 ${label} 4 住户${CARD}`],
    // Where bare words are counts, a spaced number is seen once the form says which part is text.
    ["邱网格", GRID, `/报 ${label} 人数=4 情况=王五 ${SPACED}`],
    ["邱网格", GRID, `/报 ${label} 人数=4 情况王五 ${SPACED}`],
    ["邱网格", GRID, `/报 ${label} 情况=王五 ${SPACED} 人数=1,4`],
    ["邱组长", GRID, `/报 ${label} 5 说明=${PRIVATE} 确认=是`],
    ["东村书记", VILLAGE, `/退回 ${label} 东山一网格 原因=${PRIVATE} 对不上`],
    ["东村书记", VILLAGE, `/任务 找 ${CARD} 范围=东山一网格 截止=23:00\n正文也有 ${PRIVATE}`],
    ["东村书记", VILLAGE, `/结案 ${label} 原因=${PRIVATE}`],
  ];
  for (const [who, where, text, more] of lines) await k.say(who, where, text, more);

  const stored = await k.stored();
  expect(stored).toContain("已隐去");
  expect(stored).not.toContain(CARD);
  expect(stored).not.toContain(PHONE);
  expect(stored).not.toContain("３３０８２５１９９００３０７１２３４");
  expect(stored).not.toContain("330825 19900307 1234");
  expect(stored).not.toContain(SPACED);
});

it("keeps none in the question it asks back, nor in what is chosen then", async () => {
  for (const title of ["丙", "丁"]) {
    const line = `/任务 ${title} 范围=东山二网格 字段=人数:整数! 截止=23:00`;
    await k.done("东村书记", VILLAGE, line);
  }
  const where = "#东山二网格";
  // Which of two forms is filled is not known yet, nor what of the line is text.
  const open = await k.say("毛网格", where, `/报 6 王五 ${SPACED}`);
  expect(open).toMatchObject({ ok: false, error: { code: "ambiguous" } });
  expect(await k.stored()).not.toContain(SPACED);
  const asked = await k.say("毛网格", where, `/报 6 说明=户主${PRIVATE}`);
  expect(asked).toMatchObject({ ok: false, error: { code: "ambiguous" } });
  expect(await k.stored()).not.toContain(CARD);
  expect(await k.done("毛网格", where, "1")).toContain("已报");
  expect(await k.stored()).not.toContain(CARD);
  expect(await k.stored()).not.toContain(PHONE);
});
