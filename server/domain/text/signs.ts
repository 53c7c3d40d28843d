/** U+FF01–U+FF5E are the ASCII signs, letters and digits at this distance. */
const FULL_WIDTH_SHIFT = 0xfee0;

/**
 * Folds every full-width sign to ASCII, and the dashes a phone keyboard gives for minus. Only for
 * notation that is never shown back as prose (fields, rules, ids, ladders); text that people
 * wrote is folded by `fold`, which leaves their punctuation alone.
 */
export function foldSigns(typed: string): string {
  return typed
    .replace(/[\uFF01-\uFF5E]/g, (c) => String.fromCharCode(c.charCodeAt(0) - FULL_WIDTH_SHIFT))
    .replace(/[\u2212\u2013\u2014]/g, "-")
    .replace(/\u3000/g, " ");
}
