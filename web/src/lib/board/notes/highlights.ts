import Bookmark from "@lucide/svelte/icons/bookmark";
import Flag from "@lucide/svelte/icons/flag";
import Star from "@lucide/svelte/icons/star";
import type { HighlightColour } from "#contract/board-documents";
import { m } from "#web/i18n/paraglide/messages.js";

/** Each tint has a shape of its own, so that it is told without the colour. */
export const MARKS = {
  sand: { icon: Star, title: m.board_mark_star, tint: "bg-mark-sand" },
  slate: { icon: Flag, title: m.board_mark_flag, tint: "bg-mark-slate" },
  plum: { icon: Bookmark, title: m.board_mark_book, tint: "bg-mark-plum" },
} as const satisfies Record<HighlightColour, unknown>;
