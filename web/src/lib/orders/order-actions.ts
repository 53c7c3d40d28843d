import BellRing from "@lucide/svelte/icons/bell-ring";
import Copy from "@lucide/svelte/icons/copy";
import type { ItemView, TargetView } from "#contract/nouns";
import type { Tally } from "#contract/tally";
import { now } from "#web/clock/now.ts";
import { dayAndTime } from "#web/i18n/dates.ts";
import { m } from "#web/i18n/paraglide/messages.js";
import { answerActions } from "#web/items/answer-actions.ts";
import { kindActions } from "#web/items/kind-actions.ts";
import { copy, watcherActions } from "#web/items/watcher-actions.ts";
import type { Action } from "#web/ui/action.ts";
import { orderText, receiptsOf } from "./receipts.ts";

/** What one may do with a document: acknowledge it, remind the others, take it along as text. */
export function orderActions(
  item: ItemView,
  targets: readonly TargetView[],
  tally: Tally | undefined,
): Action[] {
  // Who has not stands on the page already.
  const remind = watcherActions(item, tally).filter(({ icon }) => icon === BellRing);
  return [
    ...answerActions(item),
    ...remind,
    ...kindActions(item),
    { title: m.orders_copy(), icon: Copy, run: () => copy(textOf(item, targets)) },
  ];
}

function textOf(item: ItemView, targets: readonly TargetView[]): string {
  const { missing, acked } = receiptsOf(targets);
  const { nodeName: place, post } = item.issuer;
  const meta = [
    m.orders_signed_by({ place, post }),
    m.orders_issued_at({ at: dayAndTime(item.at) }),
  ];
  if (item.dueAt !== null) meta.push(m.orders_due_at({ at: dayAndTime(item.dueAt) }));
  const total = missing.length + acked.length;
  const receipts =
    total === 0
      ? []
      : [
          m.orders_as_of({ at: dayAndTime(now()) }),
          missing.length > 0
            ? m.orders_missing({ n: missing.length, total })
            : m.orders_all_in({ total }),
        ];
  return orderText(item, { meta, receipts }, missing);
}
