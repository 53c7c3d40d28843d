import { z } from "zod";
import { CLOSE, defineKind, REVOKE, STATES } from "#bots/kit/kind";
import { receiptLine } from "#domain/count/tally-line";

/** 回执: who signs for a place; 签署 asks for more than having seen it. */
export const RECEIPTS = ["负责人", "全员", "无", "签署"] as const;

/** 指挥令: signed for by every place it goes to; revoked, its number stays (KINDS §2). */
export const Order = defineKind({
  key: "order",
  zh: "指挥令",
  en: "order",
  short: "令",
  bot: "herald",
  id: { series: "order" },
  cap: "O",
  spec: z.strictObject({ scope: z.string(), receipt: z.enum(RECEIPTS) }),
  states: STATES,
  transitions: { close: CLOSE, revoke: REVOKE },
  targets: {
    answer: "ack",
    part: "person",
    gated: false,
    missing: ({ receipt }) => `未${verb(receipt)}`,
  },
  print: (counts, { spec }) => receiptLine(verb(spec.receipt), counts, { late: true }),
});

function verb(receipt: (typeof RECEIPTS)[number]): string {
  return receipt === "签署" ? "签署" : "签收";
}
