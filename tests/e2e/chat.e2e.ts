import type { Locator, Page, Route } from "@playwright/test";
import { callAs } from "./support/caller.ts";
import { act, composer, log, message, openChannel, say } from "./support/chat.ts";
import { sidewaysIn } from "./support/fits.ts";
import { expect, test } from "./support/test.ts";

test("an edit and a recall are seen at once by others, and the words before stay", async ({
  as,
}) => {
  const head = await as("鄢明", "desktop");
  const worker = await as("卢霞", "phone");
  await openChannel(head, "#溪洋村");
  await openChannel(worker, "#溪洋村");

  await test.step("changed from the menu; what was being written waits", async () => {
    await say(head, "下午三点开会");
    await expect(message(worker, "下午三点开会")).toBeVisible();
    await composer(head).fill("还没写完的");
    await act(head, "下午三点开会", "改");
    await expect(head.getByText("正在改")).toBeVisible();
    await expect(composer(head)).toHaveValue("下午三点开会");
    await composer(head).fill("下午四点开会");
    await head.reload();
    await expect(composer(head)).toHaveValue("下午四点开会");
    await head.getByRole("button", { name: "改好" }).click();
    await expect(composer(head)).toHaveValue("还没写完的");
    for (const page of [head, worker]) {
      await expect(message(page, "下午四点开会")).toBeVisible();
      await message(page, "下午四点开会").getByText("改过，看原来的").click();
      await expect(message(page, "下午四点开会").getByText("下午三点开会")).toBeVisible();
    }
  });

  await test.step("the same after a reload", async () => {
    await worker.reload();
    await message(worker, "下午四点开会").getByText("改过，看原来的").click();
    await expect(message(worker, "下午四点开会").getByText("下午三点开会")).toBeVisible();
  });

  await test.step("↑ in an empty field takes up the newest, Esc leaves it", async () => {
    await composer(head).fill("");
    await composer(head).press("ArrowUp");
    await expect(composer(head)).toHaveValue("下午四点开会");
    await composer(head).press("Escape");
    await expect(composer(head)).toHaveValue("");
    await expect(head.getByText("正在改")).toBeHidden();
  });

  await test.step("taken back: one line is left, and its words only for the writer", async () => {
    await act(head, "下午四点开会", "撤回");
    await expect(worker.getByText("鄢明 撤回了一条消息")).toBeVisible();
    await expect(log(worker).getByText(/点开会/)).toHaveCount(0);
    await head.getByRole("button", { name: "重新编辑" }).click();
    await expect(composer(head)).toHaveValue("下午四点开会");
    await head.reload();
    await expect(head.getByText("你撤回了一条消息")).toBeVisible();
    await expect(head.getByRole("button", { name: "重新编辑" })).toBeHidden();
  });
});

test("a photo from the phone is a message of its own, and another sees it", async ({ as }) => {
  const worker = await as("卢霞", "phone");
  const head = await as("鄢明", "desktop");
  await openChannel(worker, "#溪洋村");
  await openChannel(head, "#溪洋村");
  await worker.getByRole("button", { name: "办事" }).tap();
  const [chooser] = await Promise.all([
    worker.waitForEvent("filechooser"),
    worker.getByRole("button", { name: "照片和文件" }).tap(),
  ]);
  const buffer = await worker.screenshot({ type: "jpeg" });
  await chooser.setFiles({ name: "河道.jpg", mimeType: "image/jpeg", buffer });
  await expect(worker.getByRole("list", { name: "选好的照片和文件" })).toBeVisible();
  await worker.getByRole("button", { name: "发送", exact: true }).tap();
  const photo = (page: Page) => log(page).getByRole("article").locator("img").last();
  for (const page of [worker, head]) {
    await expect(photo(page)).toBeVisible();
    const width = () => photo(page).evaluate((img: HTMLImageElement) => img.naturalWidth);
    await expect.poll(width).toBeGreaterThan(0);
  }
  await expect(worker.getByRole("list", { name: "选好的照片和文件" })).toBeHidden();
});

test("one photo is shown large in its own shape, several as a grid, and nothing jumps", async ({
  as,
}) => {
  const head = await as("鄢明", "desktop");
  await openChannel(head, "#溪洋村");
  const buffer = await head.screenshot({ type: "jpeg" });
  const send = async (...names: string[]) => {
    const [chooser] = await Promise.all([
      head.waitForEvent("filechooser"),
      head.getByRole("button", { name: "照片和文件" }).click(),
    ]);
    await chooser.setFiles(names.map((name) => ({ name, mimeType: "image/jpeg", buffer })));
    await expect(head.getByRole("list", { name: "选好的照片和文件" })).toBeVisible();
    await head.getByRole("button", { name: "发送", exact: true }).click();
    await expect(head.getByRole("list", { name: "选好的照片和文件" })).toBeHidden();
  };
  const boxes = async () => {
    const photos = await log(head).getByRole("article").last().locator("img").all();
    return Promise.all(photos.map(async (photo) => (await photo.boundingBox())!));
  };
  /** The frame round it is a pixel on each side. */
  const off = (length: number, wanted: number) => Math.abs(length + 2 - wanted);

  await send("一张.jpg");
  await expect.poll(async () => (await boxes()).length).toBe(1);
  const [alone] = await boxes();
  expect(off(alone!.width, 240)).toBeLessThan(1);
  expect(off(alone!.height, (240 * 900) / 1440)).toBeLessThan(1);

  await send("二.jpg", "三.jpg", "四.jpg", "五.jpg");
  await expect.poll(async () => (await boxes()).length).toBe(4);
  const grid = await boxes();
  for (const { width, height } of grid) {
    expect(off(width, 96)).toBeLessThan(1);
    expect(off(height, 96)).toBeLessThan(1);
  }
  expect(new Set(grid.map(({ x }) => Math.round(x))).size).toBe(3);
});

test("what was not taken says so in words: to be tried again, or to be written anew", async ({
  as,
}) => {
  const head = await as("鄢明", "desktop");
  await openChannel(head, "#溪洋村");
  const commands = "**/api/commands";
  await head.route(commands, (route) => route.abort());

  await test.step("no line: it waits, and 重试 sends it at once, once", async () => {
    await head.clock.install();
    await say(head, "山塘水位涨了");
    const row = pending(head, "山塘水位涨了");
    await expect(row).toContainText(/排队|已存手机/);
    // Until the press the clock stands: it is not tried again by itself before.
    await head.clock.pauseAt(Date.now() + 1_000);
    await head.unroute(commands);
    await row.getByRole("button", { name: "重试" }).click();
    await head.clock.resume();
    await expect(message(head, "山塘水位涨了")).toBeVisible();
    await expect(row).toHaveCount(0);
    await head.reload();
    await expect(log(head).getByText("山塘水位涨了")).toHaveCount(1);
  });

  await test.step("a fault of the server that stays: the same again", async () => {
    await head.route(commands, (route) => refuse(route, 500, "internal"));
    await say(head, "再巡一遍");
    const row = pending(head, "再巡一遍");
    const retry = row.getByRole("button", { name: "重试" });
    await expect(async () => {
      if (!(await row.innerText()).includes("没有办成")) await retry.click();
      await expect(row).toContainText(/没有办成：\s*说明/, { timeout: 500 });
    }).toPass();
    await head.unroute(commands);
    await retry.click();
    await expect(message(head, "再巡一遍")).toBeVisible();
  });

  await test.step("refused while nobody stood before it: back into the field", async () => {
    await head.route(commands, (route) => route.abort());
    await say(head, "各组报一下");
    const row = pending(head, "各组报一下");
    await expect(row).toBeVisible();
    await head.unroute(commands);
    await head.route(commands, (route) => refuse(route, 403, "forbidden"));
    await row.getByRole("button", { name: "重试" }).click();
    await expect(row).toContainText(/没有办成：\s*说明/);
    await expect(row.getByRole("button", { name: "重试" })).toHaveCount(0);
    await row.getByRole("button", { name: "拿回来改" }).click();
    await expect(row).toHaveCount(0);
    await expect(composer(head)).toHaveValue("各组报一下");
  });
});

/** What waits below the messages. */
function pending(page: Page, text: string): Locator {
  return page
    .getByRole("list", { name: "还没送到的" })
    .getByRole("listitem")
    .filter({ hasText: text });
}

function refuse(route: Route, status: number, code: string): Promise<void> {
  return route.fulfill({ status, json: { ok: false, error: { code, message: "说明" } } });
}

test("a pasted picture waits in the composer, and comes back after a reload", async ({ as }) => {
  const head = await as("鄢明", "desktop");
  await openChannel(head, "#溪洋村");
  const bytes = [...(await head.screenshot({ type: "jpeg" }))];
  await composer(head).evaluate((field, data) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([new Uint8Array(data)], "截图.jpg", { type: "image/jpeg" }));
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  }, bytes);
  const picked = head.getByRole("list", { name: "选好的照片和文件" }).getByRole("listitem");
  await expect(picked).toHaveCount(1);
  await head.reload();
  await expect(picked).toHaveCount(1);
  await picked.getByRole("button").click();
  await expect(picked).toHaveCount(0);
});

test("who has not read comes first, with a way to call them", async ({ as }) => {
  const head = await as("鄢明", "desktop");
  await openChannel(head, "#溪洋村");
  await say(head, "请看完回复");
  await act(head, "请看完回复", "谁看过");
  const panel = head.getByRole("region", { name: "谁看过" });
  await expect(panel.getByRole("heading", { name: /^还没看/ })).toBeVisible();
  const row = panel.getByRole("listitem").filter({ hasText: "卢霞" });
  await expect(row).toContainText("溪洋1号");
  await expect(row.getByRole("link", { name: /^打给卢霞/ })).toHaveAttribute("href", /^tel:\d+$/);

  const worker = await as("卢霞", "phone");
  await openChannel(worker, "#溪洋村");
  await expect(message(worker, "请看完回复")).toBeVisible();
  await expect
    .poll(async () => {
      await head.reload();
      const read = panel.getByRole("heading", { name: /^看过/ });
      await expect(panel.getByRole("heading", { name: /^还没看/ })).toBeVisible();
      return (await read.isVisible()) && (await read.innerText());
    })
    .toBe("看过 1");
  await expect(row.getByRole("link")).toHaveCount(0);
});

test("calling somebody: offered while typing, marked where they read, counted in their list", async ({
  as,
}) => {
  const head = await as("鄢明", "desktop");
  const worker = await as("卢霞", "phone", { at: "/c" });
  await openChannel(head, "#溪洋村");
  await composer(head).pressSequentially("请@卢");
  await expect(head.getByRole("option", { name: /卢霞/ })).toBeVisible();
  await composer(head).press("Escape");
  await composer(head).fill("");
  await composer(head).pressSequentially("@卢霞");
  await head.getByRole("option", { name: /卢霞/ }).click();
  await expect(composer(head)).toHaveValue("@卢霞 ");
  await composer(head).pressSequentially("请回个话");
  await head.getByRole("button", { name: "发送", exact: true }).click();
  // First of all, and once more where it stands in the tree.
  const waits = worker.getByRole("link", { name: /#溪洋村.*1处点名叫你/ });
  await expect(waits).toHaveCount(2);
  await waits.first().tap();
  await expect(message(worker, "请回个话").locator("strong", { hasText: "@卢霞" })).toBeVisible();
  await worker.getByRole("link", { name: "返回待办" }).tap();
  await worker.getByRole("link", { name: "消息" }).tap();
  await expect(worker.getByRole("link", { name: "#溪洋村", exact: true })).toBeVisible();
  await worker.reload();
  await expect(worker.getByRole("link", { name: "#溪洋村", exact: true })).toBeVisible();

  await test.step("under a thumb the palette is the glass at the top", async () => {
    await worker.getByRole("button", { name: /^找人、地方、事项/ }).tap();
    const dialog = worker.getByRole("dialog");
    await dialog.getByRole("combobox").fill("xy1h");
    const found = dialog.getByRole("option", { name: /^溪洋1号 网格员 卢霞/ });
    await expect(found).toBeVisible();
    expect.soft(await sidewaysIn(worker)).toEqual([]);
    await dialog.getByRole("combobox").fill("xyc");
    await dialog.getByRole("option", { name: /^#溪洋村\s*频道/ }).tap();
    await expect(dialog).toBeHidden();
    await expect(worker.getByRole("heading", { name: "#溪洋村" })).toBeVisible();
  });
});

test("an input method's Enter ends its word and sends nothing", async ({ as }) => {
  const head = await as("鄢明", "desktop");
  await openChannel(head, "#溪洋村");
  await composer(head).focus();
  const keys = await head.context().newCDPSession(head);
  for (const text of ["z", "zh", "zhi", "zhidao"]) {
    await keys.send("Input.imeSetComposition", { text, selectionStart: 0, selectionEnd: 0 });
  }
  await expect(composer(head)).toHaveValue("zhidao");
  // What Chromium tells a page of the Enter that an input method keeps for itself.
  const enter = { key: "Process", code: "Enter", windowsVirtualKeyCode: 229 } as const;
  await keys.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
  await keys.send("Input.insertText", { text: "知道" });
  await keys.send("Input.dispatchKeyEvent", { type: "keyUp", ...enter });
  await expect(composer(head)).toHaveValue("知道");
  await expect(message(head, "知道")).toHaveCount(0);
  await composer(head).press("Enter");
  await expect(message(head, "知道")).toBeVisible();
});

test("Enter takes what is offered and sends a whole line; pasted cells are words", async ({
  as,
}) => {
  const head = await as("池敏", "desktop");
  await openChannel(head, "#永泰县指挥部");
  const taken = head.getByRole("option", { selected: true });
  const enter = async (offered: RegExp, line: string) => {
    await expect(taken).toHaveText(offered);
    await composer(head).press("Enter");
    await expect(composer(head)).toHaveValue(line);
  };
  await composer(head).pressSequentially("/rw");
  await enter(/任务/, "/任务 ");
  await composer(head).pressSequentially("查灯 范围=葛岭");
  await enter(/葛岭镇/, "/任务 查灯 范围=葛岭镇");
  await expect(head.getByRole("option")).toContainText(["全部", ":村", ":工作网格"]);
  await head.getByRole("option", { name: ":工作网格" }).click();
  await expect(composer(head)).toHaveValue("/任务 查灯 范围=葛岭镇:工作网格 ");
  await composer(head).pressSequentially("截止=23:59");
  await composer(head).press("Enter");
  const preview = head.getByRole("region", { name: "预览" });
  await expect(preview.getByRole("figure")).toContainText(/任务 · T\d+-\d+ 查灯\s*截止 .*23:59/);

  await test.step("a page that does not know the commands yet shows first what a line reaches", async () => {
    let bring = () => {};
    const brought = new Promise<void>((resolve) => {
      bring = resolve;
    });
    await head.route(/\/api\/commands(\?|$)/, async (route) => {
      if (route.request().method() === "GET") await brought;
      await route.fallback();
    });
    await head.reload();
    await expect(composer(head)).toHaveValue(/^\/任务 查灯/);
    await composer(head).press("Enter");
    await expect(preview).toBeHidden();
    bring();
    await expect(preview).toContainText("查灯");
    await head.unrouteAll();
  });

  await test.step("＋办事 opens with 发", async () => {
    await head.getByRole("button", { name: "办事" }).click();
    await expect(head.getByRole("heading", { level: 3 }).first()).toHaveText("发");
    await head.goBack();
  });

  await test.step("the palette finds a place, its channel and people; 229 is an input method's", async () => {
    await head.keyboard.press("Control+k");
    const dialog = head.getByRole("dialog");
    await dialog.getByRole("combobox").pressSequentially("溪洋村");
    await expect(dialog.getByRole("option", { name: /^#溪洋村\s*频道/ })).toBeVisible();
    await expect(dialog.getByRole("option", { name: /^按姓名、岗位找“溪洋村”/ })).toBeVisible();
    await dialog
      .getByRole("combobox")
      .evaluate((field) =>
        field.dispatchEvent(
          new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true }),
        ),
      );
    await expect(dialog).toBeVisible();
    await dialog.getByRole("option", { name: /^溪洋村\s*名录/ }).click();
    await expect(head).toHaveURL(/\/directory\//);
    await head.goBack();
  });

  await test.step("a grid's phone is found by initials, an item by its title, a slip is mended", async () => {
    await head.keyboard.press("Control+k");
    const dialog = head.getByRole("dialog");
    const field = dialog.getByRole("combobox");
    await field.fill("xy1h");
    await expect(
      dialog.getByRole("option", { name: /^溪洋1号 网格员 卢霞\s*☎ \d{11} · 葛岭镇 溪洋村/ }),
    ).toBeVisible();
    // Before the server had answered, Enter would have gone on looking.
    await expect(dialog.getByRole("option", { selected: true })).not.toHaveText(/^按姓名/);
    await field.fill("西样村");
    await expect(dialog.getByText("没找到“西样村”。是不是：")).toBeVisible();
    await dialog.getByRole("option", { name: /^溪洋村\s*是不是这个/ }).click();
    await expect(field).toHaveValue("溪洋村");
    await field.press("Escape");
    await head.getByRole("button", { name: "发送", exact: true }).click();
    await preview.getByRole("button", { name: /^发送/ }).click();
    await expect(preview).toBeHidden();
    await head.keyboard.press("Control+k");
    await field.fill("查灯");
    await dialog
      .getByRole("group", { name: "事项" })
      .getByRole("option", { name: /^查灯/ })
      .click();
    await expect(head.getByRole("region", { name: /^查灯/ })).toBeVisible();
    await head.keyboard.press("Control+k");
    await field.fill("看板");
    await dialog
      .getByRole("group", { name: "页面" })
      .getByRole("option", { name: /^看板/ })
      .click();
    await head.goBack();
    await head.keyboard.press("Control+k");
    await expect(dialog.getByRole("group", { name: "最近" })).toContainText("看板");
    await head.keyboard.press("Escape");
  });

  await composer(head).fill("");
  await composer(head).evaluate((field) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(["x"], "格.png", { type: "image/png" }));
    clipboardData.setData("text/html", "<table><tr><td>溪洋村</td><td>12</td></tr></table>");
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  });
  await expect(composer(head)).toHaveValue("溪洋村\t12");
  await expect(head.getByRole("list", { name: "选好的照片和文件" })).toHaveCount(0);

  await test.step("what was typed into a command's form is there after a reload", async () => {
    await head.goto("/c/hq%3A350125?do=task&with.channel=hq%3A350125");
    await head.getByLabel(/^标题/).fill("还没写完的任务");
    await head.reload();
    await expect(head.getByLabel(/^标题/)).toHaveValue("还没写完的任务");
  });
});

test("a message's verbs without a mouse", async ({ as }) => {
  const head = await as("鄢明", "desktop");
  await openChannel(head, "#溪洋村");
  await say(head, "第一条");
  await expect(message(head, "第一条")).toBeVisible();
  await say(head, "第二条");
  await expect(message(head, "第二条")).toBeVisible();
  await log(head).focus();
  await head.keyboard.press("ArrowUp");
  await expect(message(head, "第二条")).toBeFocused();
  await head.keyboard.press("ArrowUp");
  await expect(message(head, "第一条")).toBeFocused();
  await head.keyboard.press("Enter");
  await expect(head.getByRole("menuitem", { name: "引用" })).toBeFocused();
  await head.keyboard.press("Escape");
  await expect(message(head, "第一条")).toBeFocused();
  await head.keyboard.press("r");
  await expect(head.getByRole("button", { name: "不引用了" })).toBeVisible();
  await expect(composer(head)).toBeFocused();
});

test("under a thumb a message that goes on has its ⋯ when it is tapped", async ({ as }) => {
  const head = await as("鄢明", "phone");
  await openChannel(head, "#溪洋村");
  await say(head, "头一句");
  await expect(message(head, "头一句")).toBeVisible();
  await say(head, "接着一句");
  const more = message(head, "接着一句").getByRole("button", { name: "这条消息能做的" });
  await expect(message(head, "接着一句")).toBeVisible();
  await expect(more).toBeHidden();
  await message(head, "接着一句").tap();
  await more.tap();
  await head.getByRole("dialog").getByRole("button", { name: "引用", exact: true }).tap();
  await expect(head.getByRole("button", { name: "不引用了" })).toBeVisible();
});

test("a long text shows its beginning, and what one writes oneself is always in sight", async ({
  as,
}) => {
  const head = await as("鄢明", "phone");
  await openChannel(head, "#溪洋村");
  const lines = Array.from({ length: 20 }, (_, i) => `第${i + 1}组今天下午三点以前摸排一遍`);
  for (let i = 1; i <= 3; i += 1) {
    await say(head, [`通知${i}`, ...lines].join("\n"));
    await expect(message(head, `通知${i}`).getByRole("button", { name: "展开" })).toBeInViewport();
  }
  await expect(head.getByRole("button", { name: "到最新" })).toBeHidden();
  const last = message(head, "通知3");
  const height = async () => (await last.boundingBox())!.height;
  const folded = await height();
  await last.getByRole("button", { name: "展开" }).tap();
  await expect.poll(height).toBeGreaterThan(folded + 100);
});

test("a phone number is told while it is typed, kept on one tap, and shown to who may see it", async ({
  as,
}) => {
  const worker = await as("卢霞", "phone");
  const head = await as("鄢明", "desktop");
  await openChannel(worker, "#溪洋村");
  await openChannel(head, "#溪洋村");
  await composer(worker).fill("户主142 0000 7654");
  await expect(worker.getByText("手机号发出去会隐去")).toBeVisible();
  await expect(worker.getByText("☎ 142****")).toBeVisible();
  await worker.getByRole("button", { name: "存为受控电话" }).click();
  await worker.getByRole("button", { name: "发送", exact: true }).click();
  const row = message(head, "户主");
  await expect(row.getByText("☎ ***7654").first()).toBeVisible();
  await expect(log(head).getByText("14200007654")).toHaveCount(0);
  await row.getByRole("button", { name: /^显示/ }).click();
  await expect(row.getByRole("link", { name: "☎ 14200007654" })).toBeVisible();
  // Not kept, it is gone before it leaves.
  await say(worker, "再打13900007654");
  await expect(message(head, "再打[手机号已隐去]")).toBeVisible();
});

test("one is led to the first unread, and the line above it neither moves nor comes for nothing", async ({
  as,
  demo,
}) => {
  const page = await as("鲍捷", "desktop");
  const line = log(page).getByText("以下未读");
  const pill = page.getByRole("button", { name: "60条新消息" });
  await page.goto("/todo");
  await openChannel(page, "#葛岭镇");
  await say(page, "自己先说一句");
  await expect(message(page, "自己先说一句")).toBeVisible();
  const leader = await callAs(demo.url, "张帆");
  await leader.say("staff:350125103", "眼前来的");
  await expect(message(page, "眼前来的")).toBeVisible();
  await expect(line).toHaveCount(0);

  await page.goBack();
  await expect(log(page)).toHaveCount(0);
  // More than a page: the first new one is not loaded with the channel.
  for (let i = 1; i <= 60; i += 1) await leader.say("staff:350125103", `第${i}条`);
  await openChannel(page, "#葛岭镇");
  await expect(message(page, "第60条")).toBeVisible();
  await expect(line).toHaveCount(0);
  await pill.click();
  await expect(log(page).getByText("第1条", { exact: true })).toBeInViewport();
  await expect(line).toBeInViewport();
  await expect(pill).toHaveCount(0);

  await leader.say("staff:350125103", "又来一条");
  await page.getByRole("button", { name: "到最新（1条新消息）" }).click();
  await expect(message(page, "又来一条")).toBeInViewport();
  await expect(page.getByRole("button", { name: /^到最新/ })).toHaveCount(0);
  await leader.say("staff:350125103", "再来一条");
  await expect(message(page, "再来一条")).toBeInViewport();
  await log(page).evaluate((box) => box.scrollBy(0, -500));
  await log(page).evaluate((box) => box.scrollTo(0, 0));
  await expect(line).toHaveCount(1);
  await leader.leave();
});
