import { describe, expect, test } from "vitest";
import type { Counts } from "#contract/tally";
import { zeroCounts } from "#domain/count/tally";
import {
  listNames,
  missingLine,
  reachLine,
  receiptLine,
  replyLine,
} from "#domain/count/tally-line";

const counts = (over: Partial<Counts>): Counts => ({ ...zeroCounts(), ...over });

describe("the canonical lines", () => {
  test("the canonical task line of SPEC 1.8", () => {
    const c = counts({ expected: 9, acked: 7, ackedOnTime: 7 });
    expect(replyLine(c, { verify: true })).toBe(
      "应报9 响应7(迟0) 已报0 已核0 逾期0 补报0 退回0 · 响应率77.8% 完成率0.0%",
    );
  });

  test("words above zero are appended before the dot, in their order", () => {
    const c = counts({
      expected: 20,
      acked: 12,
      ackedOnTime: 10,
      ackedLate: 2,
      replied: 8,
      overdue: 3,
      makeup: 2,
      makeupOffline: 1,
      returned: 1,
      undispatched: 4,
      difficulty: 1,
      proxyAck: 2,
      proxyReply: 1,
      excused: 5,
      notReached: 1,
      added: 2,
      verified: 1,
      selfVerified: 1,
    });
    expect(replyLine(c, { verify: false })).toBe(
      "应报20 响应12(迟2) 已报8 已核1 逾期3 补报2(离线1) 退回1 " +
        "待下达4 困难1 代签2 代报1 免报5 未联系上1 增派2 自核1 · 响应率50.0% 完成率40.0%",
    );
  });

  test("nothing expected prints dashes", () => {
    expect(replyLine(counts({ excused: 2 }), { verify: false })).toBe(
      "应报0 响应0(迟0) 已报0 已核0 逾期0 补报0 退回0 免报2 · 响应率— 完成率—",
    );
  });

  test("orders count every receipt and say how many were late", () => {
    const before = counts({ expected: 24, acked: 23, ackedOnTime: 23 });
    expect(receiptLine("签收", before, { late: true })).toBe("应签收24 已签收23/24 95.8%(迟0)");
    const after = counts({ expected: 24, acked: 24, ackedOnTime: 23, ackedLate: 1 });
    expect(receiptLine("签收", after, { late: true })).toBe("应签收24 已签收24/24 100.0%(迟1)");
    expect(receiptLine("签署", counts({ ...after, proxyAck: 2 }), { late: true })).toBe(
      "应签署24 已签署24/24 100.0%(迟1) 代签2",
    );
  });

  test("pages and notices", () => {
    expect(
      receiptLine("确认", counts({ expected: 12, acked: 11, ackedOnTime: 11 }), { late: false }),
    ).toBe("应确认12 已确认11/12 91.7%");
    expect(reachLine({ households: 318, read: 301 })).toBe("送达户318 已读301/318 94.7%");
    expect(reachLine({ households: 0, read: 0 })).toBe("送达户0 已读0/0 —");
  });
});

describe("missingLine", () => {
  const eleven = Array.from({ length: 11 }, (_, i) => `网格${i + 1}`);

  test("names up to ten, then how many", () => {
    expect(missingLine("未签收", ["航头一网格"], 1)).toBe("未签收：航头一网格");
    expect(missingLine("未确认", ["石门一网格"], 1)).toBe("未确认：石门一网格");
    expect(missingLine("未报", ["甲", "乙"], 2)).toBe("未报：甲、乙");
    expect(missingLine("未签署", eleven.slice(0, 10), 10)).toBe(
      `未签署：${eleven.slice(0, 10).join("、")}`,
    );
    expect(missingLine("未签收", eleven, 11)).toBe(
      `未签收：${eleven.slice(0, 10).join("、")}等11个`,
    );
    expect(missingLine("未签收", eleven.slice(0, 10), 300)).toMatch(/网格10等300个$/);
  });

  test("says nothing when nobody is missing", () => {
    expect(missingLine("未签收", [], 0)).toBeNull();
  });

  test("listNames alone counts its own names", () => {
    expect(listNames(eleven)).toMatch(/等11个$/);
    expect(listNames([])).toBe("");
  });
});
