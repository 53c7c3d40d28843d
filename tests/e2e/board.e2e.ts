import { readFile } from "node:fs/promises";
import type { Download, Page } from "@playwright/test";
import type { TargetView } from "#contract/nouns";
import type { Tally } from "#contract/tally";
import { boardIsThere, cells, placeRow, tree, work } from "./support/board.ts";
import { callAs } from "./support/caller.ts";
import { readCsv, readXlsx } from "./support/sheet.ts";
import { issueTask } from "./support/task.ts";
import { expect, test } from "./support/test.ts";
import { wallFaults } from "./support/wall.ts";

/** Rows that may be in the page at once, however many places the board has. */
const MOST_ROWS = 60;

test("a board follows what happens, and the room works on it without leaving", async ({
  as,
  demo,
}) => {
  test.setTimeout(120_000);
  const id = await issueTask(demo.url);
  const at = `/board/${id}`;
  const room = await as("鲍捷", "desktop", { at });
  await boardIsThere(room);
  await neverReloaded(room);
  const worker = await as("卢霞", "phone");
  const other = await callAs(demo.url, "卢斌");
  const drawer = room.getByRole("complementary", { name: "溪洋1号" });

  await test.step("finds a village's grids by its name", async () => {
    await expect(work(room, "未报")).toContainText("71");
    await room.getByRole("searchbox", { name: "按地名找" }).fill("溪洋");
    await expect(placeRow(room, "溪洋1号")).toContainText("已派");
  });

  await test.step("有困难 is ▲", async () => {
    await other.say("staff:350125103205", `/困难 ${id} 类=人手`);
    await expect.poll(() => cells(room, "hard")).toBe(1);
    await expect(work(room, "困难")).toContainText("1");
  });

  await test.step("a reply on a phone is a cell, a number and the line", async () => {
    await expect(worker.getByRole("heading", { name: "户情再摸排" })).toBeVisible();
    await worker.getByRole("button", { name: "填报", exact: true }).tap();
    await worker.getByLabel(/^已摸排/).fill("20");
    await worker.getByLabel(/^外来/).fill("3");
    await worker.getByRole("button", { name: "提交" }).tap();
    await expect(worker.getByText(/^已送到/).first()).toBeVisible();
    await expect(placeRow(room, "溪洋1号")).toContainText("已报");
    expect(await cells(room, "reported")).toBe(1);
    await expect(work(room, "未报")).toContainText("70");
    await expect(work(room, "待核")).toContainText("1");
    await expect(room.getByText(/^应报71 响应2\(迟0\) 已报1 /)).toBeVisible();
  });

  await test.step("who has not is one press away", async () => {
    await work(room, "未报").click();
    await expect(placeRow(room, "溪洋1号")).toBeHidden();
    await work(room, "待核").click();
    await expect(placeRow(room, "溪洋1号")).toBeVisible();
    await expect(placeRow(room, "溪洋2号")).toBeHidden();
    await work(room, "待核").click();
  });

  await test.step("核实 from the drawer is ●", async () => {
    await placeRow(room, "溪洋1号").getByRole("button").click();
    await expect(drawer.getByRole("row", { name: /^已摸排 20/ })).toBeVisible();
    await drawer.getByRole("button", { name: "核实", exact: true }).click();
    await expect(drawer.getByText("已核", { exact: true })).toBeVisible();
    await expect.poll(() => cells(room, "verified")).toBe(1);
    await expect(drawer.getByRole("button", { name: "核实", exact: true })).toBeHidden();
  });

  await test.step("退回 asks why, and is ↩", async () => {
    await drawer.getByRole("button", { name: "退回" }).click();
    await drawer.getByRole("button", { name: "退回" }).click();
    await expect(drawer.getByText("请先写原因")).toBeVisible();
    await drawer.getByLabel(/^退回溪洋1号/).fill("外来和上次对不上");
    await drawer.getByRole("button", { name: "退回" }).click();
    await expect(drawer.getByText("退回", { exact: true }).first()).toBeVisible();
    await expect(drawer.getByText("外来和上次对不上")).toBeVisible();
    await expect.poll(() => cells(room, "returned")).toBe(1);
  });

  await test.step("j, k and Esc walk, and the focus comes back", async () => {
    await room.keyboard.press("j");
    await expect(drawer).toBeHidden();
    await room.keyboard.press("k");
    await expect(drawer).toBeVisible();
    await room.keyboard.press("Escape");
    await expect(drawer).toBeHidden();
    await expect(placeRow(room, "溪洋1号").getByRole("button")).toBeFocused();
  });

  await test.step("a phone's board is a call list", async () => {
    const phone = await as("鲍捷", "phone", { at });
    await boardIsThere(phone);
    const calls = phone.getByRole("region", { name: /^还差\d+/ });
    await expect(calls.getByRole("link", { name: /^打电话给/ }).first()).toHaveAttribute(
      "href",
      /^tel:\d+/,
    );
    await calls.getByRole("button", { name: /^溪洋村/ }).tap();
    await calls.getByText("溪洋2号").tap();
    // What is in the way is seen to; it is not reminded of.
    await expect(calls.getByRole("button", { name: "已协调" })).toBeVisible();
    await expect(calls.getByRole("button", { name: "催", exact: true })).toBeHidden();
    await expect(phone.getByRole("button", { name: "一键复制战报" })).toBeVisible();
  });

  await test.step("what leaves has the same numbers", async () => {
    const { targets } = await other.get<{ targets: TargetView[] }>(`/api/items/${id}/targets`);
    expect(targets.map(({ nodeName }) => nodeName)).toEqual(["溪洋2号"]);
    await other.leave();
    // Something to add up.
    const given = "已摸排=30 外来=1 代=溪洋3号 渠道=电话 对方=本人";
    await sayAs(demo.url, "鲍捷", "staff:350125103", `/报 ${id} ${given}`);
    await expect(room.getByText(/^应报71 响应\d+\(迟0\) 已报1 /)).toBeVisible();
    await leaves(room, id, demo.url);
  });

  expect(await room.evaluate(() => "neverReloaded" in window)).toBe(true);

  await test.step("what comes round opens its newest round, with a column for each", async () => {
    const line = "范围=葛岭镇:工作网格 字段=住户:整数! 频次=每2小时 截止=1小时内 确认=是";
    const series = await sayAs(demo.url, "池敏", "hq:350125", `/任务 户情日核 ${line}`);
    await room.goto(`/board/${series}`);
    await expect(room).toHaveURL(new RegExp(`/board/${series}\\.1$`));
    await expect(room.getByRole("navigation", { name: "看哪一轮" })).toContainText("第1轮");
    await room.getByRole("button", { name: "各轮" }).click();
    const table = room.getByRole("table", { name: "各轮" });
    await expect(table.getByRole("columnheader", { name: /第1轮/ })).toBeVisible();
    await expect(table.getByRole("row", { name: /葛岭镇/ })).toContainText("71");
  });
});

/** @returns the id of the item that the line made */
async function sayAs(url: string, who: string, channel: string, text: string): Promise<string> {
  const caller = await callAs(url, who);
  const { item } = await caller.say(channel, text);
  await caller.leave();
  return item as string;
}

/** A mark that a reload would wipe out. */
async function neverReloaded(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
}

/** Wall, paper and files: no people, every shape, and the figures of the tally call. */
async function leaves(page: Page, id: string, url: string): Promise<void> {
  const centre = await callAs(url, "池敏");
  const tally = await centre.get<Tally>(`/api/items/${id}/tally`);
  const { targets } = await centre.get<{ targets: TargetView[] }>(`/api/items/${id}/targets`);
  await centre.leave();
  const people = targets.flatMap(({ responsible }) => responsible);
  expect(people.length).toBeGreaterThan(70);

  await page.getByRole("button", { name: "大屏" }).click();
  const screen = page.getByRole("dialog", { name: "大屏" });
  expect(await wallFaults(page, screen)).toEqual([]);
  const wall = await screen.innerText();
  expect(wall).toContain(tally.line);
  expect(wall).toContain("农历");
  for (const { name, phone } of people) {
    expect(wall).not.toContain(name);
    if (phone !== null) expect(wall).not.toContain(phone);
  }
  await page.getByRole("button", { name: "退出大屏" }).click();

  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const paper = page.locator(".print-sheet");
  await expect(paper).toBeVisible();
  await expect(paper.getByText(tally.line)).toBeVisible();
  await expect(page.locator("#app")).toBeHidden();
  const inks = await paper.locator("svg path").evaluateAll((paths) =>
    paths.flatMap((path) => {
      const { stroke, fill } = getComputedStyle(path);
      return [stroke, fill];
    }),
  );
  expect([...new Set(inks)].sort()).toEqual(["none", "rgb(0, 0, 0)", "rgb(255, 255, 255)"]);
  // ▲ and ↩ are on paper what they are on the screen.
  for (const shape of ["l6.6 12h-13.2z", "m-3-3.4h6.4"]) {
    expect(await paper.locator(`svg path[d*="${shape}"]`).count()).toBe(1);
  }
  const text = await paper.innerText();
  // A silent place with the phone of its post, a village with its sums, and all of them together.
  const silent = targets.find(({ state }) => state === "已派")!.responsible[0]!;
  expect(text).toContain(`${silent.post} ${silent.name} ☎ ${silent.phone}`);
  const sums = paper.getByRole("table").nth(1);
  await expect(sums.getByRole("row", { name: /^地点/ })).toHaveText(/住户.*已摸排.*外来/);
  const { 住户, 已摸排, 外来 } = tally.sums;
  expect(已摸排).toBeGreaterThan(0);
  // One village alone has answered.
  for (const place of ["葛岭镇", "溪洋村"]) {
    const row = sums.getByRole("row", { name: new RegExp(`^${place}`) });
    await expect(row).toHaveText(`${place}${住户}${已摸排}${外来}`);
  }
  await expect(sums.getByRole("row", { name: "葛岭村" })).toHaveText("葛岭村");
  expect(await pagesOf(page)).toBeGreaterThan(1);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: null });

  const csv = await fileOf(page, "导出 CSV");
  const xlsx = await fileOf(page, "导出 XLSX");
  for (const table of [readCsv(csv.toString("utf8")), readXlsx(xlsx)]) {
    const [[title], [asOf], [line], head, ...rows] = table as [
      [string],
      [string],
      [string],
      string[],
      ...string[][],
    ];
    expect(title).toContain("户情再摸排");
    expect(asOf).toMatch(/^截至20\d\d/);
    expect(line).toBe(tally.line);
    const column = (name: string) => rows.map((row) => row[head.indexOf(name)]);
    const having = (state: string) => column("状态").filter((one) => one === state).length;
    expect(rows).toHaveLength(tally.counts.expected);
    expect(having("困难")).toBe(tally.counts.difficulty);
    expect(having("退回")).toBe(tally.counts.returned);
    expect(having("已核")).toBe(tally.counts.verified);
  }
}

/** How many sheets of A4 it is, of which none is wider than its page. */
async function pagesOf(page: Page): Promise<number> {
  const pdf = await page.pdf({ format: "A4" });
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

async function fileOf(page: Page, button: string): Promise<Buffer> {
  const [file] = await Promise.all([
    page.waitForEvent("download") as Promise<Download>,
    page.getByRole("button", { name: button }).click(),
  ]);
  return readFile(await file.path());
}

test("a county of a thousand grids opens, drills and scrolls with few rows in the page", async ({
  as,
  demo,
}) => {
  test.setTimeout(120_000);
  const more = ",离开:整数,居家观察:整数,体温异常:整数,缺口罩户:整数,已上门:整数,物资金额:金额";
  const id = await issueTask(demo.url, "全县摸排", "全县各工作网格", more);
  const county = await as("池敏", "desktop", { at: `/board/${id}` });
  await boardIsThere(county);
  await expect(county.getByText(/个乡镇在载入/)).toBeHidden({ timeout: 30_000 });
  await expect(work(county, "未报")).toContainText("1085");

  await everySumIsSeen(county, 9);
  await county.getByRole("button", { name: "大屏" }).click();
  const wall = county.getByRole("dialog", { name: "大屏" });
  await expect(wall.getByText(/镇$|乡$/)).toHaveCount(21);
  expect(await wallFaults(county, wall)).toEqual([]);
  await county.keyboard.press("Escape");
  await totalOnPaper(county);
  await tree(county).evaluate(watchLongTasks);
  await work(county, "未响应").click();
  await work(county, "未响应").click();
  await placeRow(county, "葛岭镇").getByRole("button").click();
  for (const name of ["葛岭村", "葛岭基础一", "葛岭1号"]) {
    await placeRow(county, name).getByRole("button").click();
  }
  await expect(county.getByRole("complementary", { name: "葛岭1号" })).toBeVisible();
  await county.keyboard.press("Escape");

  const heat = county.getByRole("application");
  const box = (await heat.boundingBox())!;
  await county.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let i = 0; i < 30; i += 1) await county.mouse.wheel(0, 240);
  await heat.focus();
  await county.keyboard.press("End");
  for (let i = 0; i < 20; i += 1) await county.keyboard.press("ArrowUp");
  await expect(county.locator("#heat-now")).toContainText(/号/);
  const longest = await county.evaluate(() => Math.max(0, ...(window as Watched).longTasks));
  console.log(`1,085 grids filtered, drilled and scrolled: longest task ${longest} ms`);

  // From below, so that the next is still in sight.
  for (const name of ["梧桐镇", "嵩口镇", "城峰镇", "同安镇"]) {
    await placeRow(county, name).getByRole("button").click();
  }
  const list = tree(county).getByRole("rowgroup");
  await expect.poll(() => list.evaluate((box) => box.scrollHeight)).toBeGreaterThan(100 * 30);
  const rows = await tree(county).getByRole("row").count();
  expect(rows).toBeGreaterThan(10);
  expect(rows).toBeLessThan(MOST_ROWS);
});

/** Each summed field has its column, with a name that is not cut, and the last can be scrolled to. */
async function everySumIsSeen(page: Page, fields: number): Promise<void> {
  const heads = tree(page).getByRole("columnheader");
  // 地点, five words and bars, 最近.
  await expect(heads).toHaveCount(fields + 7);
  await tree(page)
    .getByRole("rowgroup")
    .evaluate((rows) => {
      rows.scrollLeft = rows.scrollWidth;
    });
  const last = tree(page).getByRole("columnheader", { name: "物资金额" });
  const box = (await tree(page).boundingBox())!;
  await expect
    .poll(async () => {
      const { x, width } = (await last.boundingBox())!;
      return x > box.x && x + width < box.x + box.width;
    })
    .toBe(true);
  const cut = await heads.evaluateAll((all) =>
    all.filter((e) => e.scrollWidth > e.clientWidth).map((e) => e.textContent),
  );
  expect(cut).toEqual([]);
  // A place stays beside its numbers.
  const place = (await placeRow(page, "葛岭镇").getByRole("button").boundingBox())!;
  expect(place.x).toBeLessThan(box.x + 60);
}

/** Of several towns the sum of all stands below them. */
async function totalOnPaper(page: Page): Promise<void> {
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const total = page.locator(".print-sheet table").first().locator("tr").last();
  await expect(total).toHaveText(/^合计1085/);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
}

type Watched = Window & { longTasks: number[] } & typeof globalThis;

/** Runs in the page: keeps how long each long task took, in milliseconds. */
function watchLongTasks(): void {
  const tasks: number[] = [];
  Object.assign(window, { longTasks: tasks });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  }).observe({ type: "longtask" });
}
