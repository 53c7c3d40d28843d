import { getLocale } from "./paraglide/runtime.js";
import { word } from "./words.ts";

/** Null in Chinese, which is what the server says and the record keeps. */
let book: typeof import("./english/phrase-book.ts") | null = null;

/**
 * Fetches what {@link said} needs, before the first page is drawn; a phone without a line and
 * without the page's parts reads the Chinese.
 */
export async function loadSaid(): Promise<void> {
  if (getLocale() === "zh-CN") return;
  book = await import("./english/phrase-book.ts").catch(() => null);
}

/**
 * What the server says to everybody alike (cards, tallies, answers, refusals), as the viewer reads
 * it: all of it comes through here. What a person wrote never does.
 */
export function said(text: string): string {
  return book === null ? text : book.inEnglish(text, word);
}
