import type { ItemView } from "#contract/nouns";
import type { CountKey, Tally } from "#contract/tally";
import { m } from "#web/i18n/paraglide/messages.js";
import { asksReply } from "#web/items/target-groups.ts";

/** An open item with its counts at one's own place. */
export interface Open {
  item: ItemView;
  /** Of the tally. */
  version: number;
  /** Whether a reply settles it, or a receipt. */
  asksReply: boolean;
  expected: number;
  acked: number;
  replied: number;
  verified: number;
}

export function openWork(item: ItemView, { counts, version }: Tally): Open {
  const n = (key: CountKey) => counts[key] ?? 0;
  return {
    item,
    version,
    asksReply: asksReply(item),
    expected: n("expected"),
    acked: n("acked"),
    replied: n("replied"),
    verified: n("verified"),
  };
}

/** Places that have settled the item, of all that were asked. */
export function settledOf({ asksReply, replied, acked }: Open): number {
  return asksReply ? replied : acked;
}

/** The three numbers that are work: not heard from, not reported, not verified. */
export function workOf(open: readonly Open[]): { name: string; n: number }[] {
  const sum = (of: (one: Open) => number) => open.reduce((n, one) => n + of(one), 0);
  return [
    { name: m.work_silent(), n: sum(({ expected, acked }) => expected - acked) },
    {
      name: m.work_unreported(),
      n: sum(({ asksReply, expected, replied }) => (asksReply ? expected - replied : 0)),
    },
    {
      name: m.work_unverified(),
      n: sum(({ item, replied, verified }) => (item.verify ? replied - verified : 0)),
    },
  ];
}
