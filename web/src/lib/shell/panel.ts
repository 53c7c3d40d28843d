import { goto } from "$app/navigation";
import { page } from "$app/state";

/**
 * What stands in the right column, or over the page on a phone. It is part of the address, so that
 * 返回 closes it and a link opens it.
 */
export type Panel =
  | { kind: "item"; item: string; tab?: ItemTab }
  | { kind: "fill"; item: string; node: string | null; for?: "proxy"; sent?: true }
  | { kind: "readers"; message: string }
  | { kind: "do"; command: string; given: Record<string, string> };

/** Who has not, who has, who is in difficulty, what happened, and what was sent along. */
export const ITEM_TABS = ["missing", "answered", "hard", "timeline", "attachments"] as const;
export type ItemTab = (typeof ITEM_TABS)[number];

/** Kit's own cannot be changed; ours need not be. */
type Search = Pick<URLSearchParams, "get"> & Iterable<[string, string]>;

const KEYS = ["readers", "item", "tab", "fill", "node", "for", "sent", "do"];

export function panelOf(search: Search): Panel | null {
  const fill = search.get("fill");
  if (fill !== null) {
    const proxy = search.get("for") === "proxy" && { for: "proxy" as const };
    const sent = search.get("sent") !== null && { sent: true as const };
    return { kind: "fill", item: fill, node: search.get("node"), ...proxy, ...sent };
  }
  const command = search.get("do");
  if (command !== null) return { kind: "do", command, given: givenOf(search) };
  const message = search.get("readers");
  if (message !== null) return { kind: "readers", message };
  const item = search.get("item");
  const tab = ITEM_TABS.find((one) => one === search.get("tab"));
  return item === null ? null : { kind: "item", item, ...(tab && { tab }) };
}

/** Values a command's form begins with: `?do=difficulty&with.item=…`. */
function givenOf(search: Search): Record<string, string> {
  const pairs = [...search].filter(([key]) => key.startsWith("with."));
  return Object.fromEntries(pairs.map(([key, value]) => [key.slice(5), value]));
}

export function panelHref(panel: Panel | null): string {
  const url = new URL(page.url.href);
  for (const key of [...url.searchParams.keys()]) {
    if (KEYS.includes(key) || key.startsWith("with.")) url.searchParams.delete(key);
  }
  if (panel?.kind === "readers") url.searchParams.set("readers", panel.message);
  if (panel?.kind === "item") {
    url.searchParams.set("item", panel.item);
    if (panel.tab) url.searchParams.set("tab", panel.tab);
  }
  if (panel?.kind === "fill") {
    url.searchParams.set("fill", panel.item);
    if (panel.node !== null) url.searchParams.set("node", panel.node);
    if (panel.for) url.searchParams.set("for", panel.for);
    if (panel.sent) url.searchParams.set("sent", "1");
  }
  if (panel?.kind === "do") {
    url.searchParams.set("do", panel.command);
    for (const [key, value] of Object.entries(panel.given))
      url.searchParams.set(`with.${key}`, value);
  }
  return url.pathname + url.search;
}

export function openPanel(panel: Panel): Promise<void> {
  return goto(panelHref(panel), { reset: false });
}

/** A form that has been sent shows what became of it, after a reload as well. */
export function showSent(): Promise<void> {
  const panel = panelOf(page.url.searchParams);
  if (panel?.kind !== "fill") return Promise.resolve();
  return goto(panelHref({ ...panel, sent: true }), { reset: false, replace: true });
}

export function closePanel(): Promise<void> {
  return goto(panelHref(null), { reset: false, replace: true });
}
