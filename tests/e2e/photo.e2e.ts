import type { Locator } from "@playwright/test";
import { callAs } from "./support/caller.ts";
import { makeJpeg } from "./support/jpeg.ts";
import { expect, test } from "./support/test.ts";

// Without a line the page comes from the device.
test.use({ serviceWorkers: "allow" });

const TASK =
  "/任务 积水点拍照 范围=葛岭镇:工作网格 字段=已查:整数!,现场:照片! 响应=30分钟 截止=2小时内 核实=是 确认=是";

test("a photo taken without a line survives reloads and arrives exactly once", async ({
  as,
  demo,
}) => {
  const centre = await callAs(demo.url, "池敏");
  const { item } = await centre.say("hq:350125", TASK);
  await centre.leave();
  const worker = await as("卢霞", "phone");
  await expect(worker.getByRole("heading", { name: "积水点拍照" })).toBeVisible();
  await worker.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  // A device has opened the form once before; from then on it opens without a line.
  await worker.getByRole("button", { name: "填报", exact: true }).tap();
  await expect(worker.getByLabel(/^已查/)).toBeVisible();
  const place = new URL(worker.url()).searchParams.get("node");
  const photo = await makeJpeg(worker, 3000, 2000);

  await worker.context().setOffline(true);
  await worker.reload();
  await worker.getByLabel(/^已查/).fill("2");
  const chooser = worker.waitForEvent("filechooser");
  await worker.getByRole("button", { name: "选照片" }).tap();
  await (await chooser).setFiles({ name: "现场.jpg", mimeType: "image/jpeg", buffer: photo });
  const thumb = worker.getByRole("img", { name: /^现场/ });
  await expect(thumb).toBeVisible();
  // Small before it is kept: an old phone has neither the room nor the line.
  expect(await naturalWidth(thumb)).toBe(1920);

  // The form keeps it as well, before it is sent.
  await worker.reload();
  await expect(thumb).toBeVisible();
  await expect(worker.getByLabel(/^已查/)).toHaveValue("2");
  await worker.getByRole("button", { name: "提交" }).tap();
  const form = worker.getByRole("region", { name: "积水点拍照" });
  await expect(form.getByText("已存手机", { exact: true })).toBeVisible();

  for (let round = 0; round < 2; round += 1) {
    await worker.goto("/todo");
    await expect(worker.getByText(/没有连上，1条已存手机/)).toBeVisible();
  }
  await worker.getByText(/^等信号发送 1/).tap();
  await expect(worker.getByText("照片和文件已传0/1")).toBeVisible();
  expect(await demo.countReplies()).toBe(0);

  const uploads: number[] = [];
  worker.on("response", (response) => {
    if (response.url().includes("/api/attachments?")) uploads.push(response.status());
  });
  await worker.context().setOffline(false);
  await expect.poll(demo.countReplies, { timeout: 45_000 }).toBe(1);
  await worker.reload();
  await expect(worker.getByText(/没有连上/)).toBeHidden();
  expect(await demo.countReplies()).toBe(1);
  expect(uploads).toEqual([200]);

  // Whoever answers for the place by proxy begins with what stands there.
  const room = await as("鲍捷", "desktop");
  await room.goto(`/todo?fill=${item}&node=${place}&for=proxy`);
  const small = room.getByRole("button", { name: /^看大图/ });
  await expect.poll(() => naturalWidth(small.locator("img"))).toBeGreaterThan(0);
  await small.click();
  const dialog = room.getByRole("dialog");
  await expect.poll(() => naturalWidth(dialog.getByRole("img"))).toBe(1920);
  await room.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(small).toBeVisible();

  await test.step("it stands among all that came with the task, on both sizes", async () => {
    await room.goto(`/todo?item=${item}`);
    await worker.goto(`/todo?item=${item}`);
    for (const page of [room, worker]) {
      await page.getByRole("tab", { name: "附件" }).click();
      const row = page.getByRole("tabpanel").getByRole("listitem");
      await expect(row).toHaveText(/溪洋1号\s*填报 · 网格员\s*今天/);
      await expect.poll(() => naturalWidth(row.locator("img"))).toBeGreaterThan(0);
      await row.getByRole("button", { name: /^看大图/ }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
    }
  });
});

test("a photo that cannot be taken comes back with everything, and goes on from there", async ({
  as,
  demo,
}) => {
  const centre = await callAs(demo.url, "池敏");
  await centre.say("hq:350125", TASK);
  await centre.leave();
  const worker = await as("卢霞", "phone");
  await worker.getByRole("button", { name: "填报", exact: true }).tap();
  await worker.getByLabel(/^已查/).fill("2");
  // Sent later, so that the refusal finds nobody at the form.
  await worker.context().setOffline(true);
  const chooser = worker.waitForEvent("filechooser");
  await worker.getByRole("button", { name: "选照片" }).tap();
  const broken = Buffer.from("not a photo at all");
  await (await chooser).setFiles({ name: "坏的.jpg", mimeType: "image/jpeg", buffer: broken });
  await worker.getByRole("button", { name: "提交" }).tap();
  const form = worker.getByRole("region", { name: "积水点拍照" });
  await expect(form.getByText("已存手机", { exact: true })).toBeVisible();
  await worker.getByRole("button", { name: "完成" }).tap();

  await worker.context().setOffline(false);
  await expect(worker.getByText(/没有办成：.*坏的/).first()).toBeVisible({ timeout: 45_000 });
  expect(await demo.countReplies()).toBe(0);
  await worker.getByRole("button", { name: "改一改再交" }).tap();
  await expect(form.getByLabel(/^已查/)).toHaveValue("2");
  await form.getByRole("button", { name: /^去掉坏的/ }).tap();
  const again = worker.waitForEvent("filechooser");
  await form.getByRole("button", { name: "选照片" }).tap();
  const photo = await makeJpeg(worker, 640, 480);
  await (await again).setFiles({ name: "好的.jpg", mimeType: "image/jpeg", buffer: photo });
  await form.getByRole("button", { name: "提交" }).tap();
  await expect(form.getByText(/^已送到/)).toBeVisible();
  expect(await demo.countReplies()).toBe(1);
});

/** Pixels across; 0 until it has been loaded. */
function naturalWidth(image: Locator): Promise<number> {
  return image.evaluate((shown) => (shown as HTMLImageElement).naturalWidth);
}
