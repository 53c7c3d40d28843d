import { defineBot, defineKind } from "#bots/kit/command";
import { ack } from "./ack.ts";
import { notice } from "./notice.ts";
import { order } from "./order.ts";
import { revoke } from "./revoke.ts";

/** 传令: numbered orders and notices, and who has received them. */
export const herald = defineBot({
  key: "herald",
  zh: "传令",
  en: "Herald",
  commands: [order, notice, revoke, ack],
  kinds: [
    defineKind({
      key: "order",
      zh: "指挥令",
      short: "令",
      letter: "",
      bot: "herald",
      line: "order",
      answer: "ack",
      series: "order",
      gated: false,
      reminded: true,
    }),
    defineKind({
      key: "notice",
      zh: "通告",
      letter: "",
      bot: "herald",
      line: "notice",
      answer: "ack",
      series: "notice",
      gated: false,
      reminded: false,
    }),
  ],
});
