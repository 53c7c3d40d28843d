import type { ItemView } from "#contract/nouns";

export const STATES = ["open", "closed", "revoked", "all"] as const;
export type StateFilter = (typeof STATES)[number];
export const KINDS = ["all", "order", "notice"] as const;
export type KindFilter = (typeof KINDS)[number];

export interface OrderFilter {
  state: StateFilter;
  kind: KindFilter;
  words: string;
}

/** Orders and notices are documents: they have a number, and stay in force until they end. */
export function isDocument({ kind }: { kind: string }): boolean {
  return kind === "order" || kind === "notice";
}

/** Those that fit, newest first. Words are looked for in title, number and issuer. */
export function filterOrders(items: readonly ItemView[], filter: OrderFilter): ItemView[] {
  const words = filter.words
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return items
    .filter(
      (item) =>
        isDocument(item) &&
        (filter.state === "all" || item.state === filter.state) &&
        (filter.kind === "all" || item.kind === filter.kind) &&
        words.every((word) => textOf(item).includes(word)),
    )
    .toSorted((a, b) => b.at - a.at);
}

function textOf({ title, label, issuer }: ItemView): string {
  return `${title} ${label} ${issuer.nodeName} ${issuer.post}`.toLowerCase();
}
