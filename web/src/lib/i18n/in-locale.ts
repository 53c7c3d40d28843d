import type { InBoth } from "#contract/nouns";
import { getLocale } from "./paraglide/runtime.js";

/** A sentence that the server has in both languages. */
export function inLocale(text: InBoth): string {
  return getLocale() === "zh-CN" ? text.zh : text.en;
}

/** A command's name as a title: 收回邀请, or Revoke invitation. */
export function commandName({ zh, en }: InBoth): string {
  return inLocale({ zh, en: (en.charAt(0).toUpperCase() + en.slice(1)).replaceAll("-", " ") });
}
