import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAcknowledgement } from "#domain/text/acknowledgement";

describe("counts as 收到", () => {
  test.each([
    "收到",
    "已收到",
    "收到了",
    "收悉",
    "明白",
    "好的收到",
    "好的，收到",
    " 收到。",
    "收到！！！",
    "收到～",
    "收到👌",
    "收到[OK]",
    "👍🏻收到🙏",
    "【收到】",
    "“收到”",
    "@程立 收到",
    "收到 @程立",
    "收到\n",
    "收到…",
    "👨‍👩‍👧 收到❤️",
  ])("%j", (text) => expect(readAcknowledgement(text)).toEqual({ kind: "ack", remark: null }));

  test.each([
    ["收到，马上去", "马上去"],
    ["收到。马上安排！", "马上安排"],
    ["已收到, 十点前到岗", "十点前到岗"],
    ["明白：今晚值班", "今晚值班"],
    ["收到，没问题", "没问题"],
    ["收到👌，马上去", "马上去"],
    ["收到~马上", "马上"],
    ["收到，Ａ组先行", "Ａ组先行"],
    [`收到，${"去".repeat(20)}`, "去".repeat(20)],
    [`收到，${"𠮷".repeat(20)}`, "𠮷".repeat(20)],
  ])("%j with a remark", (text, remark) =>
    expect(readAcknowledgement(text)).toEqual({ kind: "ack", remark }),
  );
});

describe("never", () => {
  test.each([
    "没收到",
    "未收到",
    "还没收到",
    "没有收到",
    "尚未收到通知",
    "收到吗",
    "收到没",
    "收到没有",
    "收到了吗",
    "收到了没",
    "收到？",
    "收到?",
    "明白？",
    "收到，几点去？",
    "收到请回复",
    "收到，请回复",
    "收到请大家回复",
    "收到的请回复",
    "收到回复",
    "收到的扣1",
    "收到请回1",
    "收到，没收到的说一声",
    "明白吗",
    "收到了么",
    "收到 吗？",
    "请问是否收到？",
  ])("%j", (text) => expect(readAcknowledgement(text)).toEqual({ kind: "none" }));
});

describe("asks its writer", () => {
  test.each([
    "我们收到了",
    "收到马上去",
    "收到 通知的请到村委会集合",
    "收到没问题",
    "物资收到三箱",
    "嗯收到",
    "收到收到",
    `收到，${"去".repeat(21)}`,
    `通知${"长".repeat(400)}收到`,
  ])("%j", (text) => expect(readAcknowledgement(text)).toEqual({ kind: "maybe" }));
});

test.each(["", "好的", "不明白", "明白了", "在路上", "👌", "@收到 好", "长".repeat(400)])(
  "%j is about something else",
  (text) => expect(readAcknowledgement(text)).toEqual({ kind: "none" }),
);

describe("with mentions, glued or not", () => {
  const names = ["程立", "余航", "网格员", "综合信息指挥室", "全体", "陈明白"];
  const nameAt = (text: string): number =>
    Math.max(0, ...names.filter((name) => text.startsWith(name)).map((name) => name.length));

  test.each([
    "@程立收到",
    "收到@程立",
    "＠程立收到",
    "@程立 收到",
    "@程立，收到",
    "@程立：收到",
    "@程立@余航收到",
    "@程立 @余航 收到",
    "收到@程立@余航",
    "收到 @程立 @余航",
    "@程立收到@余航",
    "@程立收到了",
    "@程立已收到",
    "@程立收悉",
    "@程立明白",
    "@陈明白收到",
    "@程立好的收到",
    "@程立👌收到",
    "@程立收到！",
    "@网格员收到",
    "@综合信息指挥室收到",
    "@全体收到",
    "收到@陌生人",
    "@陌生人 收到",
    "\u200b@程立\u200b收到\u200b",
  ])("%j counts", (text) =>
    expect(readAcknowledgement(text, nameAt)).toEqual({ kind: "ack", remark: null }),
  );

  test.each([
    ["@程立收到，马上去", "马上去"],
    ["收到@程立，马上去", "马上去"],
    ["收到，@程立 马上去", "马上去"],
  ])("%j counts, and %j is kept", (text, remark) =>
    expect(readAcknowledgement(text, nameAt)).toEqual({ kind: "ack", remark }),
  );

  test.each([
    "程立收到",
    "程立 收到",
    "收到程立",
    "收到 程立",
    "余航、程立收到",
    "@某某收到",
    "@程立 余航收到",
    "请@程立收到后转发余航",
    "收到@程立马上去",
  ])("%j is asked about", (text) =>
    expect(readAcknowledgement(text, nameAt)).toEqual({ kind: "maybe" }),
  );

  test.each([
    "@程立没收到",
    "@程立还没收到",
    "@程立未收到",
    "@程立收到吗",
    "@程立收到没",
    "@程立收到没有",
    "@程立收到请回复",
    "收到请回复@程立",
    "@全体收到请回复",
    "@程立收到❓",
    "@某某没收到",
    "@陈明白 几点开会",
    "@程立",
  ])("%j is talk", (text) => expect(readAcknowledgement(text, nameAt)).toEqual({ kind: "none" }));
});

describe("with a number", () => {
  test.each<[string, string, string | null]>([
    ["收到 令9", "令9", null],
    ["收到令9", "令9", null],
    ["令18收到", "令18", null],
    ["令18 收到", "令18", null],
    ["令18，收到", "令18", null],
    ["收到，令19", "令19", null],
    ["收到：令19", "令19", null],
    ["收到。令19。", "令19", null],
    ["已收到 令9", "令9", null],
    ["收到了，令9", "令9", null],
    ["收悉 通18", "通18", null],
    ["明白，令9", "令9", null],
    ["好的收到 令9", "令9", null],
    ["T0127-01收到", "T0127-01", null],
    ["收到T0127-01", "T0127-01", null],
    ["t0127-01 收到👌", "t0127-01", null],
    ["任务0127-01收到", "任务0127-01", null],
    ["2020-T0127-01，收到！", "2020-T0127-01", null],
    ["收到指挥部令〔2020〕17号", "指挥部令〔2020〕17号", null],
    ["指挥部令〔2020〕17号收到", "指挥部令〔2020〕17号", null],
    ["【令9】收到", "令9", null],
    ["专项320收到", "专项320", null],
    ["收到 杨林令3", "杨林令3", null],
    ["@程立 收到 令9", "令9", null],
    ["收到 令9，马上去", "令9", "马上去"],
    ["收到，令9 马上去", "令9", "马上去"],
    ["令18收到，十点前到岗", "令18", "十点前到岗"],
  ])("%j binds to %s", (text, item, remark) =>
    expect(readAcknowledgement(text)).toEqual({ kind: "ack", item, remark }),
  );

  test.each([
    "收到令9和令10",
    "收到 令9、令10",
    "令9收到，令10也收到",
    "令9的材料收到",
    "收到 12",
    "物资收到12",
    "收到3箱",
    `收到 令9，${"去".repeat(21)}`,
  ])("%j is asked about", (text) => expect(readAcknowledgement(text)).toEqual({ kind: "maybe" }));

  test.each([
    "令9没收到",
    "令9未收到",
    "没收到令9",
    "收到令9吗",
    "令9收到没",
    "令9收到了没",
    "收到令9？",
    "令18收到❓",
    "令9收到请回复",
  ])("%j is talk", (text) => expect(readAcknowledgement(text)).toEqual({ kind: "none" }));
});

test.each([..."?？❓❔⁇⁈⁉‽﹖⸮؟¿", "❓️", "⁉️", "吗", "吗。", " 吗", "没", " 没", "没有"])(
  "收到%s asks",
  (mark) => {
    expect(readAcknowledgement(`收到${mark}`)).toEqual({ kind: "none" });
    expect(readAcknowledgement(`令9收到${mark}`)).toEqual({ kind: "none" });
  },
);

test("a question mark anywhere rules it out, and no text throws", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.constantFrom("?", "？"), (s, mark) => {
      expect(readAcknowledgement(`收到，${s}${mark}`)).toEqual({ kind: "none" });
      expect(readAcknowledgement(s).kind).toMatch(/^(ack|maybe|none)$/);
    }),
  );
});
