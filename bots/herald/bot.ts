import { defineBot } from "#bots/kit/command";
import { ack } from "./ack.ts";
import { notice } from "./notice.ts";
import { Notice } from "./notice-kind.ts";
import { order } from "./order.ts";
import { Order } from "./order-kind.ts";
import { revoke } from "./revoke.ts";

/** 传令: numbered orders and notices, and who has received them. */
export const herald = defineBot({
  key: "herald",
  zh: "传令",
  en: "Herald",
  commands: [order, notice, revoke, ack],
  kinds: [Order, Notice],
});
