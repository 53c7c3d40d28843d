import { card, openChannel } from "./support/chat.ts";
import { issueTask } from "./support/task.ts";
import { expect, test } from "./support/test.ts";

test("a worker answers by thumb alone, and a second browser counts it at once", async ({
  as,
  demo,
}) => {
  await issueTask(demo.url, undefined, undefined, ",到家:时间");
  const county = await as("池敏", "desktop");
  await openChannel(county, "#永泰县指挥部");
  const worker = await as("卢霞", "phone");

  await test.step("the most urgent card is open already", async () => {
    await expect(worker.getByRole("heading", { name: "户情再摸排" })).toBeVisible();
    await worker.getByRole("button", { name: "收到", exact: true }).tap();
    const given = worker.getByRole("button", { name: "已收到" });
    await expect(given).toBeDisabled();
    await expect(given).toBeFocused();
    await expect(card(county, "户情再摸排")).toContainText("响应1");
  });

  await test.step("a wrong number is refused at its field, and stays", async () => {
    await worker.getByRole("button", { name: "填报", exact: true }).tap();
    const panel = worker.getByRole("region", { name: "户情再摸排" });
    await expect(panel.getByLabel(/^住户/)).toHaveValue("93");
    await panel.getByLabel(/^已摸排/).fill("999");
    await panel.getByLabel(/^外来/).fill("3");
    await panel.getByRole("button", { name: "提交" }).tap();
    await expect(panel.getByRole("alert").first()).toContainText("已摸排999大于住户93");
    await expect(panel.getByLabel(/^已摸排/)).toHaveValue("999");
    await expect(card(county, "户情再摸排")).toContainText("已报0");
  });

  await test.step("the right one is delivered and counted", async () => {
    const panel = worker.getByRole("region", { name: "户情再摸排" });
    await worker.getByLabel(/^已摸排/).fill("20");
    // A browser's own clock has no 24:00.
    await panel.getByRole("button", { name: "24:00" }).tap();
    await expect(panel.getByLabel(/^到家/)).toHaveValue("24:00");
    await worker.getByRole("button", { name: "提交" }).tap();
    await expect(panel.getByText(/^已送到/)).toBeVisible();
    await expect(card(county, "户情再摸排")).toContainText("已报1");
    await worker.reload();
    await expect(panel.getByText(/^已送到/)).toBeVisible();
    await expect(panel.getByText(/已摸排20 外来3 到家：24:00/)).toBeVisible();
    await worker.getByRole("button", { name: "完成" }).tap();
    await expect(worker.getByText("没有等你处理的事").first()).toBeVisible();
  });
});

test("what was filled in is still there after a reload", async ({ as, demo }) => {
  await issueTask(demo.url);
  const worker = await as("卢霞", "phone");
  await worker.getByRole("button", { name: "填报", exact: true }).tap();
  await worker.getByLabel(/^外来/).fill("17");
  await worker.reload();
  await expect(worker.getByLabel(/^外来/)).toHaveValue("17");
});
