import BookUser from "@lucide/svelte/icons/book-user";
import Inbox from "@lucide/svelte/icons/inbox";
import LayoutGrid from "@lucide/svelte/icons/layout-grid";
import MessageSquare from "@lucide/svelte/icons/message-square";
import ScrollText from "@lucide/svelte/icons/scroll-text";
import Settings from "@lucide/svelte/icons/settings";
import User from "@lucide/svelte/icons/user";
import type { Component } from "svelte";
import { m } from "#web/i18n/paraglide/messages.js";
import { session } from "#web/session/session.svelte.ts";

export interface NavEntry {
  title: () => string;
  href: string;
  icon: Component<{ class?: string }>;
  /** Absent: for everybody. The server decides what is in it; this only spares a dead end. */
  isFor?(): boolean;
}

/** The four tabs of a phone; the desktop shows them in its left column. */
export const NAV: NavEntry[] = [
  { title: m.nav_todo, href: "/todo", icon: Inbox },
  { title: m.nav_chat, href: "/c", icon: MessageSquare },
  { title: m.nav_board, href: "/board", icon: LayoutGrid },
  { title: m.nav_me, href: "/me", icon: User },
];

/** Screens of a desk: in the left column of the desktop, and under 我的 on a phone. */
const MORE: NavEntry[] = [
  { title: m.nav_directory, href: "/directory", icon: BookUser },
  { title: m.nav_orders, href: "/orders", icon: ScrollText },
  {
    title: m.nav_admin,
    href: "/admin",
    icon: Settings,
    isFor: () => session.holds("X", "W"),
  },
];

export function moreEntries(): NavEntry[] {
  return MORE.filter(({ isFor }) => isFor?.() ?? true);
}

export function isCurrent(entry: NavEntry, pathname: string): boolean {
  return pathname === entry.href || pathname.startsWith(`${entry.href}/`);
}
