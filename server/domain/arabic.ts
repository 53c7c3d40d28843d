import { parseInteger } from "./numerals.ts";

/** Chinese numerals to Arabic; 三五 and other guesses stay, and are then not understood. */
export function arabic(text: string): string {
  return text.replace(/[零〇一二两三四五六七八九十百千]+/g, (run) => `${parseInteger(run) ?? run}`);
}
