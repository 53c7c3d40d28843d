import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAcknowledgement } from "#domain/acknowledgement";

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

test("a question mark anywhere rules it out, and no text throws", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.constantFrom("?", "？"), (s, mark) => {
      expect(readAcknowledgement(`收到，${s}${mark}`)).toEqual({ kind: "none" });
      expect(readAcknowledgement(s).kind).toMatch(/^(ack|maybe|none)$/);
    }),
  );
});
