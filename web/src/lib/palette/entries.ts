import { titleOf } from "#web/chat/channel-rows.ts";
import { inLocale } from "#web/i18n/in-locale.ts";
import { m } from "#web/i18n/paraglide/messages.js";
import { session } from "#web/session/session.svelte.ts";
import { moreEntries, NAV } from "#web/shell/nav.ts";
import { openPanel } from "#web/shell/panel.ts";
import { store } from "#web/sync/store.svelte.ts";
import { waiting } from "#web/todo/waiting.svelte.ts";
import { welcome } from "#web/welcome/welcome.svelte.ts";
import { goto } from "$app/navigation";
import type { Sort } from "./sections.ts";

export interface PaletteEntry {
  id: string;
  sort: Sort;
  title: string;
  detail: string;
  /** What it may also be found by: pinyin and initials, the English name. */
  letters?: string;
  /** Words that are looked for in place of those typed; the palette stays. */
  instead?: string;
  run(): unknown;
}

/** Commands that screens send by themselves. */
const BY_ITSELF = new Set(["read", "look", "say", "edit"]);

/** Everything one may go to or do, what waits first. */
export function paletteEntries(): PaletteEntry[] {
  const { order, channels } = store.now;
  const known = (order ?? []).flatMap((id) => channels[id] ?? []);
  return [
    ...(waiting.items ?? []).map((item) => ({
      id: `item ${item.id}`,
      sort: "item" as const,
      title: item.title,
      detail: item.label,
      run: () => openPanel({ kind: "item", item: item.id }),
    })),
    ...[...NAV, ...moreEntries()].map(({ title, href }) => ({
      id: href,
      sort: "page" as const,
      title: title(),
      detail: m.page(),
      run: () => goto(href),
    })),
    ...(welcome.isOffered
      ? [
          {
            id: "welcome",
            sort: "page" as const,
            title: m.welcome_show(),
            detail: m.page(),
            run: () => welcome.show(),
          },
        ]
      : []),
    { id: "/help", sort: "page", title: m.help(), detail: m.page(), run: () => goto("/help") },
    ...known
      .toSorted((a, b) => b.waiting.length - a.waiting.length || b.unread - a.unread)
      .map((channel) => ({
        id: channel.view.id,
        sort: "channel" as const,
        title: titleOf(channel.view),
        detail: channel.unread > 0 ? m.unread() : m.channel(),
        letters: channel.view.pinyin,
        run: () => goto(`/c/${encodeURIComponent(channel.view.id)}`),
      })),
    ...session.catalogue
      .filter(({ allowed, key }) => allowed && !BY_ITSELF.has(key))
      .map((command) => ({
        id: `do ${command.key}`,
        sort: "do" as const,
        title: `/${command.zh}`,
        detail: inLocale(command.summary),
        letters: command.en,
        run: () => openPanel({ kind: "do", command: command.key, given: {} }),
      })),
  ];
}
