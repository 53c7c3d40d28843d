import { expect, it } from "vitest";
import { findItem } from "#db/items";
import { tallyView } from "#views/tally";
import { targetPage } from "#views/targets";
import { viewerOf } from "#views/viewer";
import { bots } from "../../server/bots.ts";
import { openTestKernel } from "../support/kernel.ts";
import { tallyFaults } from "../support/recount.ts";
import { crier } from "./bots/airing.ts";

it("a place asked at several times answers each of them, the earliest first, and is reminded of each", async () => {
  const k = await openTestKernel({ bots: [...bots, crier] });
  try {
    const line = "/播 森林防火 地点=徐村 次数=3 自=09:00";
    const label = /B\d+-\d+/.exec(await k.done("汪中心", "#岭县指挥部", line))![0];
    const item = (await findItem(k.kernel.read, `2020-${label}`))!;
    const viewer = viewerOf(k.kernel, "汪中心");
    const states = async () =>
      (await targetPage(viewer, item, { limit: 20 })).rows.map(({ state }) => state);
    const said = async () => (await tallyView(viewer, item, undefined)).line;
    expect([await said(), await states()]).toEqual(["应播3 已播0", ["已派", "已派", "已派"]]);

    await k.done("徐村书记", "#徐村", `/收到 ${label}`);
    expect([await said(), await states()]).toEqual(["应播3 已播1", ["已响应", "已派", "已派"]]);
    // The first was answered in time; the second is not, and is asked for by its own clock.
    await k.clock("10:01");
    expect(await states()).toEqual(["已响应", "逾期", "已派"]);
    await k.done("程指挥", "#东山镇指挥室", `/代签 ${label} 代=徐村 渠道=电话 对方=本人`);
    expect(await said()).toBe("应播3 已播2");
    await k.done("徐村书记", "#徐村", `/收到 ${label}`);
    expect([await said(), await states()]).toEqual(["应播3 已播3", ["已响应", "已响应", "已响应"]]);
    const again = await k.done("徐村书记", "#徐村", `/收到 ${label}`);
    expect(again).toContain("之前已经收到过了");
    expect(await tallyFaults({ session: k.kernel.read, org: k.kernel.org() })).toEqual([]);
  } finally {
    await k.stop();
  }
});
