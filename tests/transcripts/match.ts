/** A digit at a fragment's edge must not have more of its number beyond that edge. */
const NOT_AFTER_NUMBER = String.raw`(?<![0-9０-９])(?<![0-9]\.)`;
const NOT_BEFORE_NUMBER = String.raw`(?![0-9０-９])(?!\.[0-9])`;

/** Runs of white space become one space. */
export function fold(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Finds the fragment in a text that was folded; see {@link holds}. */
export function pattern(fragment: string): RegExp {
  const needle = fold(fragment);
  const before = /^[0-9０-９]/.test(needle) ? NOT_AFTER_NUMBER : "";
  const after = /[0-9０-９]$/.test(needle) ? NOT_BEFORE_NUMBER : "";
  return new RegExp(before + needle.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`) + after);
}

/**
 * Whether the text holds the fragment (SPEC §8): white space folded, and a digit at the
 * fragment's edge never inside a longer number: `已签收2` is not in `已签收23`, nor `0%` in `100.0%`.
 */
export function holds(text: string, fragment: string): boolean {
  return pattern(fragment).test(fold(text));
}

/** The fragments that no text of the list holds. */
export function missing(texts: readonly string[], fragments: readonly string[]): string[] {
  return fragments.filter((fragment) => !texts.some((text) => holds(text, fragment)));
}
