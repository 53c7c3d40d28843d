import { dayAt } from "#domain/time/zone";
import { getLocale } from "#web/i18n/paraglide/runtime.js";
import { session } from "./session.svelte.ts";

/** `腊月廿三` (SPEC §1.5), as the server's calendar has it; empty beyond the days it told of, and in English. */
export function lunarDate(at: number): string {
  if (getLocale() !== "zh-CN") return "";
  const known = session.me?.lunar;
  return known?.names[dayAt(at) - known.from] ?? "";
}
