import { issueTask } from "./support/task.ts";
import { expect, test } from "./support/test.ts";

test("大字版: larger type, targets of 56 px, nothing cut off, kept on the device", async ({
  as,
  demo,
}) => {
  await issueTask(demo.url);
  const worker = await as("卢霞", "phone");
  await worker.goto("/me");
  await worker
    .getByRole("button", { name: "大字版" })
    .or(worker.getByRole("radio", { name: "大字版" }))
    .tap();
  await worker.goto("/todo");
  await expect(worker.getByRole("heading", { name: "户情再摸排" })).toBeVisible();
  const type = await worker.evaluate(() => getComputedStyle(document.body).fontSize);
  expect(Number.parseFloat(type)).toBeGreaterThanOrEqual(20);
  for (const name of ["收到", "填报", "有困难"]) {
    const box = await worker.getByRole("button", { name, exact: true }).boundingBox();
    expect(box!.height, name).toBeGreaterThanOrEqual(56);
    expect(box!.x + box!.width, name).toBeLessThanOrEqual(360);
  }
  const overflow = await worker.evaluate(() => document.documentElement.scrollWidth);
  expect(overflow).toBeLessThanOrEqual(360);
});
