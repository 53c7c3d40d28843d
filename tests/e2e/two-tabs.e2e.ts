import { callAs } from "./support/caller.ts";
import { composer, log, message, openChannel, say } from "./support/chat.ts";
import { expect, test } from "./support/test.ts";

test("what is read in one tab is read in the other", async ({ as, demo }) => {
  const one = await as("鲍捷", "desktop", { at: "/todo" });
  const leader = await callAs(demo.url, "张帆");
  const other = await one.context().newPage();
  await other.goto("/todo");
  await leader.say("staff:350125103", "两个页面都看得到");
  await leader.leave();
  for (const page of [one, other]) {
    await expect(page.getByRole("link", { name: /^#葛岭镇\s*有未读/ })).toBeVisible();
  }
  await openChannel(other, "#葛岭镇");
  await expect(message(other, "两个页面都看得到")).toBeVisible();
  await expect(one.getByRole("link", { name: "#葛岭镇", exact: true })).toBeVisible();
});

test("what two tabs wrote without a line goes out once each, in order, and both know", async ({
  as,
}) => {
  const one = await as("鲍捷", "desktop");
  const other = await one.context().newPage();
  await other.goto("/todo");
  for (const page of [one, other]) await openChannel(page, "#葛岭镇");

  await one.context().setOffline(true);
  await say(one, "第一个页面写的");
  await expect(one.getByText(/没有连上，1条已存手机/)).toBeVisible();
  await say(other, "第二个页面写的");
  for (const page of [one, other]) {
    await expect(page.getByText(/没有连上，2条已存手机/)).toBeVisible();
  }
  await one.context().setOffline(false);

  for (const page of [one, other]) {
    await expect(message(page, "第二个页面写的")).toBeVisible({ timeout: 45_000 });
    const rows = log(page).getByRole("article").filter({ hasText: "个页面写的" });
    await expect(rows).toHaveText([/第一个页面写的/, /第二个页面写的/]);
    await expect(page.getByText(/没有连上/)).toBeHidden();
    await expect(composer(page)).toHaveValue("");
  }

  await test.step("and neither is stuck: both write at the same moment", async () => {
    await Promise.all([say(one, "同时，一"), say(other, "同时，二")]);
    for (const page of [one, other]) {
      await expect(message(page, "同时，一")).toBeVisible();
      await expect(message(page, "同时，二")).toBeVisible();
      await expect(composer(page)).toBeEditable();
      await expect(composer(page)).toHaveValue("");
    }
  });

  await test.step("what one has not finished stands in that one alone, also after a reload", async () => {
    await composer(one).fill("第一个页面没写完的");
    await other.reload();
    await expect(message(other, "同时，二")).toBeVisible();
    await expect(composer(other)).toHaveValue("");
    await composer(other).fill("第二个页面没写完的");
    await one.reload();
    await expect(composer(one)).toHaveValue("第一个页面没写完的");
    await expect(composer(other)).toHaveValue("第二个页面没写完的");
  });
});
