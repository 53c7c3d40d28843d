import type { ItemView } from "#contract/nouns";

export const STATES = ["open", "closed", "revoked", "all"] as const;
export type StateFilter = (typeof STATES)[number];

export interface OrderFilter {
  state: StateFilter;
  /** Key of a kind, or `all`. */
  kind: string;
  words: string;
}

/** The kinds among documents, each once. */
export function kindsOf(items: readonly ItemView[]): { key: string; name: string }[] {
  return [...new Map(items.map(({ kind, kindName }) => [kind, kindName]))].map(([key, name]) => ({
    key,
    name,
  }));
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
        (filter.state === "all" || item.state === filter.state) &&
        (filter.kind === "all" || item.kind === filter.kind) &&
        words.every((word) => textOf(item).includes(word)),
    )
    .toSorted((a, b) => b.at - a.at);
}

function textOf({ title, label, issuer }: ItemView): string {
  return `${title} ${label} ${issuer.nodeName} ${issuer.post}`.toLowerCase();
}
