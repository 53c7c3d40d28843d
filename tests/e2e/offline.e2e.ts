import { issueTask } from "./support/task.ts";
import { expect, test } from "./support/test.ts";

// Without a line the page comes from the device.
test.use({ serviceWorkers: "allow" });

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
  await worker.getByRole("button", { name: "关闭" }).last().tap();

  await worker.context().setOffline(true);
  // A receipt that lies on the phone has not been received by anybody.
  await worker.getByRole("button", { name: "收到", exact: true }).tap();
  const kept = worker.getByRole("button", { name: "已存手机", exact: true });
  await expect(kept).toBeDisabled();
  await expect(worker.getByRole("button", { name: "已收到" })).toBeHidden();
  await worker.reload();
  await expect(kept).toBeDisabled();
  await worker.getByRole("button", { name: "填报", exact: true }).tap();
  await worker.getByLabel(/^已摸排/).fill("20");
  await worker.getByLabel(/^外来/).fill("3");
  await worker.getByRole("button", { name: "提交" }).tap();
  const form = worker.getByRole("region", { name: "户情再摸排" });
  await expect(form.getByText("已存手机", { exact: true })).toBeVisible();
  await worker.reload();
  await expect(form.getByText("已存手机", { exact: true })).toBeVisible();

  for (let round = 0; round < 3; round += 1) {
    await worker.goto("/todo");
    await expect(worker.getByText(/没有连上，2条已存手机/)).toBeVisible();
    await expect(kept).toBeDisabled();
  }
  expect(await demo.countReplies()).toBe(0);

  await worker.context().setOffline(false);
  await expect.poll(demo.countReplies, { timeout: 45_000 }).toBe(1);
  await worker.reload();
  await expect(worker.getByText(/^今天已办/)).toBeVisible();
  await expect(worker.getByText(/没有连上/)).toBeHidden();
  expect(await demo.countReplies()).toBe(1);
});

test("what an older version of the page left unsent is sent by the newer", async ({
  device,
  demo,
}) => {
  const item = await issueTask(demo.url);
  const phone = await device("phone");
  const by = { account: "卢霞", password: "lingda-demo" };
  await phone.request.post("/api/sign-in", { data: by });
  const { id: person } = await (await phone.request.get("/api/me")).json();
  // A file of the same origin that runs nothing of ours.
  await phone.goto("/icon.svg");
  const values = { 住户: "42", 已摸排: "20", 外来: "3" };
  await phone.evaluate(keepAsBefore, {
    ...{ cid: "old-1", person, clientAt: Date.now(), triedPlain: false, state: "queued" },
    ...{ attempts: 1, answer: null, fault: null, answeredAt: null, label: "填报", about: null },
    envelope: { channel: "staff:350125103205", name: "report", input: { item, values } },
  });
  await phone.goto("/todo");
  await expect.poll(demo.countReplies, { timeout: 20_000 }).toBe(1);
});

/** Runs in the page: the device's memory as its first version made it, with one entry. */
function keepAsBefore(entry: object): Promise<void> {
  return new Promise((resolve, reject) => {
    // Dexie counts versions in tens.
    const opening = indexedDB.open("lingda", 10);
    opening.onupgradeneeded = () => {
      const database = opening.result;
      database.createObjectStore("answers", { keyPath: "key" }).createIndex("person", "person");
      const outbox = database.createObjectStore("outbox", { keyPath: "n", autoIncrement: true });
      outbox.createIndex("person", "person");
      outbox.createIndex("cid", "cid", { unique: true });
      outbox.add(entry);
      database.createObjectStore("leases", { keyPath: "key" });
    };
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      opening.result.close();
      resolve();
    };
  });
}
