import { dayAt } from "#domain/zone";
import { session } from "./session.svelte.ts";

/** `腊月廿三` (SPEC §1.5), as the server's calendar has it; empty beyond the days it told of. */
export function lunarDate(at: number): string {
  const known = session.me?.lunar;
  return known?.names[dayAt(at) - known.from] ?? "";
}
