/**
 * Whether a key belongs to an input method, whose Enter ends a word and whose Escape drops one. In
 * Safari the Enter comes after the word has ended, and only its code, 229, tells.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
