const QUOTES: Readonly<Record<string, string>> = { "“": "”", "「": "」" };
const BRACKETS: Readonly<Record<string, string>> = {
  "(": ")",
  "（": "）",
  "[": "]",
  "［": "］",
  "【": "】",
  "〔": "〕",
  "{": "}",
};

/** Index of an opening character → index of the one that closes it. */
export type Enclosures = ReadonlyMap<number, number>;

/** Quoted stretches “…”, 「…」 and "…". A quote that is never closed encloses nothing. */
export function quotesIn(text: string): Enclosures {
  return new Map([...straightQuotes(text), ...directed(text, QUOTES)]);
}

/** Quoted stretches and balanced brackets: where a list separator is only punctuation. */
function enclosuresIn(text: string): Enclosures {
  return new Map([...quotesIn(text), ...directed(text, BRACKETS)]);
}

/** The text between quotes when one pair of them holds all of it, else null. */
export function unquoted(text: string): string | null {
  if (text.length < 2 || quotesIn(text).get(0) !== text.length - 1) return null;
  return text.slice(1, -1);
}

/** Splits at a separator outside quotes and brackets; items trimmed, empty ones dropped. */
export function splitOutside(text: string, separator: RegExp): string[] {
  const enclosed = enclosuresIn(text);
  const items: string[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    i = enclosed.get(i) ?? i;
    if (!separator.test(text.charAt(i))) continue;
    items.push(text.slice(start, i));
    start = i + 1;
  }
  items.push(text.slice(start));
  return items.map((item) => item.trim()).filter((item) => item !== "");
}

/** Read from the right, so that an unclosed opener cannot take the closer of a later one. */
function directed(text: string, closerOf: Readonly<Record<string, string>>): Map<number, number> {
  const waiting = new Map<string, number[]>(Object.values(closerOf).map((c) => [c, []]));
  const found = new Map<number, number>();
  for (let i = text.length - 1; i >= 0; i--) {
    const char = text.charAt(i);
    waiting.get(char)?.push(i);
    const closer = closerOf[char];
    const end = closer === undefined ? undefined : waiting.get(closer)?.pop();
    if (end !== undefined) found.set(i, end);
  }
  return found;
}

function straightQuotes(text: string): Map<number, number> {
  const found = new Map<number, number>();
  let open = text.indexOf('"');
  while (open >= 0) {
    const close = text.indexOf('"', open + 1);
    if (close < 0) break;
    found.set(open, close);
    open = text.indexOf('"', close + 1);
  }
  return found;
}
