import { expect, it } from "vitest";
import { findItem } from "#db/items";
import { itemViewsOf } from "#views/item-view";
import { timelinePage } from "#views/timeline";
import { viewerOf } from "#views/viewer";
import { bots } from "../../server/bots.ts";
import { openTestKernel } from "../support/kernel.ts";

it("what stands on what is told at both ends, to who may see the other end", async () => {
  const k = await openTestKernel({ bots });
  try {
    const hq = "#岭县指挥部";
    await k.done("方县长", hq, "/指挥令 全部到岗 范围=西岙乡:网格 截止=18:00 确认=是");
    const line = "/任务 排查 范围=东山村:网格 字段=处:整数! 截止=18:00 路由=直达 依据=令1";
    await k.done("汪中心", hq, line);
    const order = (await findItem(k.kernel.read, "2020-order-county-1"))!;
    const of = (await findItem(k.kernel.read, "2020-T0127-01"))!;
    const seen = async (person: string, item: typeof of) => {
      const [view] = await itemViewsOf(viewerOf(k.kernel, person), [item]);
      return view!.links.map(({ word, way, label, document }) => [word, way, label, document]);
    };
    expect(await seen("汪中心", of)).toEqual([["依据", "to", order.label, true]]);
    expect(await seen("汪中心", order)).toEqual([["依据", "from", "T0127-01", false]]);
    // Whoever is asked by one and not by the other is not told of the other.
    expect([await seen("江网格", order), await seen("邱网格", of)]).toEqual([[], []]);
    const told = async (person: string) =>
      (await timelinePage(viewerOf(k.kernel, person), of, { limit: 20 })).rows
        .map(({ text }) => text)
        .filter((text) => text.includes("依据"));
    expect(await told("汪中心")).toEqual([expect.stringContaining(`依据 ${order.label}`)]);
    expect(await told("邱网格")).toEqual([]);
  } finally {
    await k.stop();
  }
});
