import type { APIRequestContext, Page } from "@playwright/test";
import { type Made, startMade } from "./support/made-county.ts";
import { expect, SIZES, type Size, test } from "./support/test.ts";

/** A cadre sent to every village of a city: 22 towns with 50 villages each. */
const TOWNS = 22;
const VILLAGES = 50;
const ALL = TOWNS * VILLAGES;
/** The one that is looked for by its initials, `zytc`. */
const WANTED = "竹岩头村";
/** Rows that may be in the page at once, however long the list is. */
const MOST_ROWS = 120;
const STEPS = 60;

// One county for both.
test.describe.configure({ mode: "default" });
let made: Made;

test.beforeAll(async () => {
  made = await startMade(county());
  const leader = await made.callAs("林市长");
  await leader.say("#乐清市指挥部", "/指挥令 各村值班到岗 范围=全市:村社 回执=无 确认=是");
  await leader.leave();
});
test.afterAll(() => made.stop());

test("whoever begins a real county sees three first steps, ticked by what is so", async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: made.url, ...SIZES.desktop });
  await context.request.post("/api/sign-in", { data: { invitation: made.invitations.林市长! } });
  const page = await context.newPage();
  await page.goto("/todo");
  const steps = page.getByRole("region", { name: "开头三步" }).getByRole("listitem");
  // 林市长 has sent the order above; nobody has handed out a code, and most villages have nobody.
  await expect(steps.filter({ hasText: "发第一条通知" })).toContainText("做到了");
  await expect(steps.filter({ hasText: "打印邀请码" })).not.toContainText("做到了");
  await expect(steps.filter({ hasText: "名录" })).toContainText(/还有\d+处没有人负责/);
  await expect(page.locator("iframe")).toHaveCount(0);
  await context.close();
});

for (const size of ["desktop", "phone"] as const satisfies Size[]) {
  test(`on the ${size} a thousand unread channels scroll smoothly`, async ({ browser }) => {
    const context = await browser.newContext({ baseURL: made.url, ...SIZES[size] });
    const invitation = made.invitations.周联系!;
    await context.request.post("/api/sign-in", { data: { invitation } });
    const page = await context.newPage();
    await page.goto("/c");
    const list = page.getByRole("list", { name: "频道" });
    await expect(list.getByRole("link", { name: /有未读$/ }).first()).toBeVisible();
    await unfoldAll(page);
    const asked = performance.now();
    const channels = await allChannels(context.request);
    console.log(`${size}: all of /api/channels ${Math.round(performance.now() - asked)} ms`);
    expect(channels.filter(({ unread }) => unread > 0)).toHaveLength(ALL);

    const { frames, rows, isAtEnd } = await scrollThrough(page);
    const worst = frames.toSorted((a, b) => b - a);
    console.log(`${size}: frames of at most ${worst.slice(0, 4).map(Math.round)} ms, ${rows} rows`);
    expect(isAtEnd).toBe(true);
    expect(rows).toBeLessThan(MOST_ROWS);

    await page.getByRole("searchbox", { name: /^找频道/ }).fill("zytc");
    await expect(list.getByRole("listitem")).toHaveCount(1);
    await expect(list.getByRole("link", { name: `#${WANTED}` })).toBeVisible();
    await context.close();
  });
}

/** Page after page, as the web reads them. */
async function allChannels(request: APIRequestContext): Promise<{ unread: number }[]> {
  const channels: { unread: number }[] = [];
  let after: string | null = "";
  while (after !== null) {
    const params: Record<string, string> = after === "" ? {} : { after };
    const answer = await request.get("/api/channels", { params });
    const page: { channels: { unread: number }[]; next: string | null } = await answer.json();
    channels.push(...page.channels);
    after = page.next;
  }
  return channels;
}

/** Of many posts only what all share begins unfolded; a town's villages are asked for by a tap on it. */
async function unfoldAll(page: Page): Promise<void> {
  const folded = page.getByRole("button", { name: /^展开.*下面的/ });
  const list = page.getByRole("list", { name: "频道" });
  await expect(folded.first()).toBeVisible();
  for (let n = 0; n < TOWNS; n += 1) {
    await list.evaluate((box) => box.scrollTo({ top: 0 }));
    await folded.last().click();
  }
  await expect.poll(() => list.evaluate((box) => box.scrollHeight)).toBeGreaterThan(ALL * 30);
  await list.evaluate((box) => box.scrollTo({ top: 0 }));
}

/** From the top to the end, a step at every picture. @returns pauses between pictures, most rows seen */
function scrollThrough(page: Page) {
  return page.getByRole("list", { name: "频道" }).evaluate(async (box, steps) => {
    const picture = () => new Promise<number>(requestAnimationFrame);
    const frames: number[] = [];
    let rows = 0;
    let before = await picture();
    for (let i = 1; i <= steps; i += 1) {
      box.scrollTop = (box.scrollHeight - box.clientHeight) * (i / steps);
      const now = await picture();
      frames.push(now - before);
      before = now;
      rows = Math.max(rows, box.querySelectorAll("[role=listitem]").length);
    }
    // The last rows are as high as they are, which is known once they are there.
    box.scrollTop = box.scrollHeight;
    await picture();
    await picture();
    const isAtEnd = box.scrollTop + box.clientHeight > box.scrollHeight - 50;
    return { frames, rows, isAtEnd };
  }, STEPS);
}

/** Names of two letters and 村, none of which begins like the wanted one. */
function county(): object {
  const first = [..."东南西北上下前后里外大小高平红白青黄新古江"];
  const second = [..."山河湖岭塘坪坑湾桥店林洋石源田庙沙坝园屿浦港宅峰溪"];
  const code = (town: number, village = 0) => `330382${100 + town}${200 + village}`;
  const nodes = [];
  const posts = [];
  for (let town = 0; town < TOWNS; town += 1) {
    const parent = code(town);
    nodes.push({ code: parent, name: `${first[town % first.length]}第${town}镇`, level: "town" });
    for (let village = 0; village < VILLAGES; village += 1) {
      const n = town * VILLAGES + village;
      const name = `${first[n % first.length]}${second[(n * 7) % second.length]}村`;
      const place = code(town, village + 1);
      const isWanted = n === ALL - 7;
      nodes.push({ code: place, name: isWanted ? WANTED : name, level: "village", parent });
      posts.push({ post: "liaison", node: place });
    }
  }
  const leader = { name: "林市长", posts: [{ post: "leader", node: "330382" }] };
  const root = { code: "330382", name: "乐清市", level: "city" };
  const people = [leader, { name: "周联系", posts }];
  return { profile: "yueqing", at: "2026-01-20 08:00", nodes: [root, ...nodes], people };
}
