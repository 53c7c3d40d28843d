import { expect, it } from "vitest";
import { listItems } from "#db/items";
import { PreviewQueue } from "#kernel/preview-queue";
import { bots } from "../../server/bots.ts";
import { openTestKernel } from "../support/kernel.ts";

it("of one person's previews the newest waits, and one runs at a time", async () => {
  const queue = new PreviewQueue();
  const order: string[] = [];
  let running = 0;
  const look = (who: string, what: string) =>
    queue
      .take(who, async () => {
        running += 1;
        expect(running).toBe(1);
        await new Promise(setImmediate);
        running -= 1;
        order.push(what);
        return what;
      })
      .catch((error) => error.code);
  const answers = await Promise.all([
    ...[look("池敏", "全"), look("池敏", "全县"), look("谢远", "葛岭"), look("池敏", "全县:网格")],
  ]);
  expect(answers).toEqual(["全", "conflict", "葛岭", "全县:网格"]);
  expect(order).toEqual(["全", "全县:网格", "葛岭"]);
});

it("shows the card that then goes out, and leaves nothing behind", async () => {
  const k = await openTestKernel({ bots });
  try {
    const channel = k.channel("#岭县指挥部");
    const who = k.kernel.org().byAccount("方县长")!.id;
    const preview = (text: string) => k.kernel.preview(who, { cid: text, channel, text });
    for (const text of [
      "/指挥令 到岗 范围=全县 截止=18:00",
      "/任务 摸排 范围=全县:网格 字段=户:整数! 截止=18:00 路由=直达",
      "/任务 在岗 范围=东山镇:网格 频次=每2小时 字段=人:整数! 截止=1小时 路由=直达",
    ]) {
      const before = (await listItems(k.kernel.read, {})).length;
      const shown = await preview(text);
      if (!shown.ok) throw new Error(shown.error.message);
      expect([text, (await listItems(k.kernel.read, {})).length]).toEqual([text, before]);
      expect(await preview(text)).toMatchObject({ preview: { card: shown.preview.card } });
      await k.done("方县长", "#岭县指挥部", `${text} 确认=是`);
      const cards = (await k.messages("#东山一网格")).filter(({ kind }) => kind === "card");
      expect(cards.at(-1)?.text).toContain(shown.preview.card);
    }
  } finally {
    await k.stop();
  }
});
