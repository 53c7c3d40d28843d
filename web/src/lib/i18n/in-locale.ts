import { getLocale } from "./paraglide/runtime.js";

/** A sentence that the server has in both languages. */
export function inLocale(text: { zh: string; en: string }): string {
  return getLocale() === "zh-CN" ? text.zh : text.en;
}
