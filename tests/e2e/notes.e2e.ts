import { boardIsThere, placeRow } from "./support/board.ts";
import { issueTask } from "./support/task.ts";
import { expect, test } from "./support/test.ts";

const ROW = "溪洋1号";

test("two rooms note on one row at once, see each other write, mark and pin", async ({
  as,
  demo,
}) => {
  const id = await issueTask(demo.url);
  const at = `/board/${id}`;
  const county = await as("池敏", "desktop", { at });
  const town = await as("鲍捷", "desktop", { at });
  for (const page of [county, town]) {
    await boardIsThere(page);
    await page.getByRole("searchbox", { name: "按地名找" }).fill(ROW);
    await placeRow(page, ROW).getByRole("button").click();
  }
  const [there, here] = [county, town].map((page) =>
    page.getByRole("complementary", { name: ROW }),
  ) as [ReturnType<typeof county.getByRole>, ReturnType<typeof county.getByRole>];

  await test.step("each sees that the other is here, and writes", async () => {
    await expect(county.getByLabel(/^在看：.*葛岭镇/)).toBeVisible();
    await here.getByLabel("写一条备注").pressSequentially("路已");
    await expect(there.getByText(/^葛岭镇 .*正在写…$/).first()).toBeVisible();
    await expect(placeRow(county, ROW)).toContainText(/葛.…/);
  });

  await test.step("both remarks stay, in the same order for both, signed by post", async () => {
    await there.getByLabel("写一条备注").fill("先走这一格，电话13812345678");
    await here.getByLabel("写一条备注").fill("路已通");
    await Promise.all(
      [here, there].map((one) => one.getByRole("button", { name: "记下" }).click()),
    );
    for (const drawer of [here, there]) {
      const notes = drawer.getByRole("article");
      await expect(notes).toHaveCount(2);
      await expect(notes.filter({ hasText: "路已通" })).toContainText("葛岭镇");
      await expect(notes.filter({ hasText: "先走这一格" })).toContainText("永泰县");
      await expect(drawer).not.toContainText("13812345678");
    }
    const order = (drawer: typeof here) => drawer.getByRole("article").allInnerTexts();
    await expect.poll(async () => (await order(here)).join()).toBe((await order(there)).join());
    await expect(there.getByText(/正在写/)).toHaveCount(0);
  });

  await test.step("a mark and a pin are seen by the other, and taken off again", async () => {
    await here.getByRole("button", { name: "旗标" }).click();
    await here.getByRole("button", { name: "钉住", exact: true }).click();
    await expect(there.getByRole("button", { name: "旗标" })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    await expect(placeRow(county, ROW).getByLabel("旗标")).toBeVisible();
    await expect(placeRow(county, ROW).getByLabel("钉住")).toBeVisible();
    await there.getByRole("button", { name: "旗标" }).click();
    await expect(placeRow(town, ROW).getByLabel("旗标")).toBeHidden();
  });

  await test.step("after a reload it is all there", async () => {
    await town.reload();
    const margin = town.getByRole("region", { name: "备注" });
    await expect(margin.getByText("路已通")).toBeVisible();
    await expect(margin.getByLabel("钉住")).toBeVisible();
  });
});
