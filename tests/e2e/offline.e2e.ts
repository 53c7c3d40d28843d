import { runProgram } from "./support/program.ts";
import { issueTask } from "./support/task.ts";
import { expect, test } from "./support/test.ts";

test("a reply written without a line survives reloads and arrives exactly once", async ({
  as,
  demo,
}) => {
  await issueTask(demo.url);
  const worker = await as("卢霞", "phone");
  await expect(worker.getByRole("heading", { name: "户情再摸排" })).toBeVisible();
  await worker.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  // A device has opened the form once before; from then on it opens without a line.
  await worker.getByRole("button", { name: "填报", exact: true }).tap();
  await expect(worker.getByLabel(/^已摸排/)).toBeVisible();

  await worker.context().setOffline(true);
  await worker.reload();
  await worker.getByLabel(/^已摸排/).fill("20");
  await worker.getByLabel(/^外来/).fill("3");
  await worker.getByRole("button", { name: "提交" }).tap();
  await expect(worker.getByText("已存手机", { exact: true })).toBeVisible();

  for (let round = 0; round < 3; round += 1) {
    await worker.goto("/todo");
    await expect(worker.getByText(/没有连上，1条已存手机/)).toBeVisible();
  }
  expect(await replies(demo.file)).toBe(0);

  await worker.context().setOffline(false);
  await expect.poll(() => replies(demo.file), { timeout: 45_000 }).toBe(1);
  await worker.reload();
  await expect(worker.getByText(/^今天已办/)).toBeVisible();
  await expect(worker.getByText(/没有连上/)).toBeHidden();
  expect(await replies(demo.file)).toBe(1);
});

async function replies(file: string): Promise<number> {
  return Number(await runProgram(["tests/e2e/support/count-replies.ts", file]));
}
