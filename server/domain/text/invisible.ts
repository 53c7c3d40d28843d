/** Emoji written with joiners and selectors that nobody sees: 👨‍👩‍👧, ⚠️, 1️⃣, and the flags made of tags. */
const EMOJI_PART = String.raw`\p{Extended_Pictographic}(?:[\uFE0E\uFE0F]|\p{Emoji_Modifier})?`;
const EMOJI = String.raw`\u{1F3F4}[\u{E0030}-\u{E007A}]{1,8}\u{E007F}|${EMOJI_PART}(?:\u200D${EMOJI_PART})*|[#*0-9]\uFE0F?\u20E3`;
/** What looks like a blank: Hangul fillers, the empty Braille pattern, separators of lines. */
const BLANK = String.raw`[\u115F\u1160\u3164\uFFA0\u2800\u2028\u2029]`;
/** Format characters (Unicode Cf) and all else that is drawn as nothing: variation selectors, tags. */
const HIDDEN = String.raw`[\p{Cf}\p{Default_Ignorable_Code_Point}]`;

const SUSPECT = new RegExp(`${BLANK}|${HIDDEN}`, "u");
const PIECES = new RegExp(`(${EMOJI})|(${BLANK})|${HIDDEN}`, "gu");

/**
 * The text as a reader sees it (SPEC §1.1): what is drawn as nothing is gone, what is drawn as a
 * blank is one. The joiners inside an emoji stay, or a family would fall apart into three people.
 * Asked before anything typed is read; talk is stored as typed.
 */
export function dropInvisible(typed: string): string {
  if (!SUSPECT.test(typed)) return typed;
  return typed.replace(PIECES, (_, emoji?: string, blank?: string) => emoji ?? (blank ? " " : ""));
}

const UNSEEN = new RegExp(`^(?:${BLANK}|${HIDDEN})$`, "u");

/** Whether nobody can see it; it hides nothing that is looked for in a text. */
export function isInvisible(code: number): boolean {
  return UNSEEN.test(String.fromCodePoint(code));
}

/**
 * For a cursor in a text that holds such characters: what is seen, and for each of its offsets the
 * offset in the text as typed.
 */
export function seenOf(typed: string): {
  text: string;
  seen(at: number): number;
  typed(at: number): number;
} {
  if (!SUSPECT.test(typed)) return { text: typed, seen: (at) => at, typed: (at) => at };
  const text: string[] = [];
  const from: number[] = [];
  let done = 0;
  const keep = (piece: string, start: number) => {
    for (let i = 0; i < piece.length; i += 1) from.push(start + i);
    text.push(piece);
  };
  for (const match of typed.matchAll(PIECES)) {
    keep(typed.slice(done, match.index), done);
    keep(match[1] ?? (match[2] ? " " : ""), match.index);
    done = match.index + match[0].length;
  }
  keep(typed.slice(done), done);
  from.push(typed.length);
  const seen = (at: number) => from.findIndex((start) => start >= at);
  return { text: text.join(""), seen, typed: (at) => from[at] ?? typed.length };
}
