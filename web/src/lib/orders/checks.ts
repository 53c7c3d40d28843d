import type { CarriedOut, LinkedItem } from "#contract/order-file";
import { m } from "#web/i18n/paraglide/messages.js";

/** One thing to know of how something is carried out; `late` is what wants somebody. */
export interface Check {
  text: string;
  late: boolean;
}

/** Who has not, who has difficulties, who is late: in this order, and nothing of what is nought. */
export function checksOf(figures: CarriedOut, answer: LinkedItem["answer"]): Check[] {
  const { expected, acked, replied, difficulty, overdue } = figures;
  if (expected === 0) return [{ text: m.orders_check_nothing(), late: false }];
  const missing = expected - (answer === "reply" ? replied : acked);
  return [
    missing > 0
      ? { text: m.orders_missing({ n: missing, total: expected }), late: true }
      : { text: `✓ ${m.orders_check_done({ total: expected })}`, late: false },
    ...(difficulty > 0 ? [{ text: m.orders_check_difficulty({ n: difficulty }), late: true }] : []),
    ...(overdue > 0 ? [{ text: m.orders_check_overdue({ n: overdue }), late: true }] : []),
  ];
}
