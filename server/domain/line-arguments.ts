import { type Enclosures, quotesIn, unquoted } from "./enclosures.ts";
import { fold } from "./text.ts";

/** Offsets are UTF-16 units in the message as typed; `end` is exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** A bare word. `text` is folded, for matching; `raw` is as typed, for storing. Quotes are off in both. */
export interface Token extends Span {
  text: string;
  raw: string;
}

/** A `键=值`. `value` is folded unless it is a text value or was in quotes. */
export interface Pair extends Span {
  key: string;
  value: string;
  /** The command has no such key; the caller names it and refuses. */
  unknown: boolean;
}

/**
 * How a key takes its value: `text` runs to the next ` 键=` the command knows, `word` to the
 * next space, `open` (any field name, as in `/报`) also ends at a comma before a `键=`.
 */
export type KeyKind = "text" | "word" | "open";

/** `a==b`, `>=`, `<=` and `!=` are comparisons: the last three have no key before the `=`. */
const KEY = /([\p{L}\p{N}_]+)=(?!=)/uy;
const SEPARATED_KEY = /[,、]\s*([\p{L}\p{N}_]+)=(?!=)/uy;

interface Reader {
  head: string;
  folded: string;
  quotes: Enclosures;
  keyKind: (key: string) => KeyKind | undefined;
}

/** Reads the words and pairs of a command's first line from an offset on (SPEC §1.1). */
export function readArguments(
  head: string,
  from: number,
  keyKind: (key: string) => KeyKind | undefined,
): { words: Token[]; pairs: Pair[] } {
  const folded = fold(head);
  const reader: Reader = { head, folded, quotes: quotesIn(head), keyKind };
  const words: Token[] = [];
  const pairs: Pair[] = [];
  let at = skipSpaces(folded, from);
  while (at < head.length) {
    const separated = matchAt(SEPARATED_KEY, folded, at);
    if (separated) at = at + separated[0].length - (separated[1]?.length ?? 0) - 1;
    const key = matchAt(KEY, folded, at)?.[1];
    if (key === undefined) {
      const end = scan(reader, at, (i) => isSpace(folded, i) || knownAfterComma(reader, i));
      const inside = unquoted(head.slice(at, end));
      const raw = inside ?? head.slice(at, end);
      words.push({ text: inside ?? folded.slice(at, end), raw, start: at, end });
      at = end;
    } else {
      const pair = readPair(reader, at, key);
      pairs.push(pair);
      at = pair.end;
    }
    at = skipSpaces(folded, at);
  }
  return { words, pairs };
}

function readPair(reader: Reader, start: number, key: string): Pair {
  const { head, folded, keyKind } = reader;
  const kind = keyKind(key);
  const equals = start + key.length + 1;
  // 截止= 18:00: phone keyboards put a space there; an empty value before a word is never meant.
  const next = skipSpaces(folded, equals);
  const nextKey = matchAt(KEY, folded, next)?.[1];
  const empty = nextKey !== undefined && (kind !== "text" || keyKind(nextKey) !== undefined);
  const from = empty ? equals : next;
  const stop: (i: number) => boolean =
    kind === "text"
      ? (i) => isSpace(folded, i) && knownAfterSpace(reader, i)
      : kind === "open"
        ? (i) => isSpace(folded, i) || matchAt(SEPARATED_KEY, folded, i) !== null
        : (i) => isSpace(folded, i);
  const scanned = scan(reader, from, stop);
  const typed = head.slice(from, scanned).trimEnd();
  const end = typed === "" ? equals : from + typed.length;
  const asTyped = unquoted(typed) ?? (kind === "text" ? typed : foldOutsideQuotes(typed));
  return { key, value: asTyped, start, end, unknown: kind === undefined };
}

/** First index from `from` where `stop` holds, quoted stretches skipped whole. */
function scan({ head, quotes }: Reader, from: number, stop: (i: number) => boolean): number {
  let i = from;
  while (i < head.length && !stop(i)) i = (quotes.get(i) ?? i) + 1;
  return i;
}

function foldOutsideQuotes(typed: string): string {
  const folded = fold(typed);
  let out = "";
  let done = 0;
  for (const [open, close] of [...quotesIn(typed)].sort(([a], [b]) => a - b)) {
    if (open < done) continue;
    out += folded.slice(done, open) + typed.slice(open, close + 1);
    done = close + 1;
  }
  return out + folded.slice(done);
}

/** `，急=是` glued to free text: swallowing it would silently drop an alarm. */
function knownAfterComma({ folded, keyKind }: Reader, i: number): boolean {
  const key = matchAt(SEPARATED_KEY, folded, i)?.[1];
  return key !== undefined && keyKind(key) !== undefined;
}

function knownAfterSpace({ folded, keyKind }: Reader, i: number): boolean {
  const key = matchAt(KEY, folded, i + 1)?.[1];
  return key !== undefined && keyKind(key) !== undefined;
}

function isSpace(text: string, i: number): boolean {
  return /\s/.test(text.charAt(i));
}

/** The first offset from `from` on that is not white space. */
export function skipSpaces(text: string, from: number): number {
  let i = from;
  while (i < text.length && isSpace(text, i)) i += 1;
  return i;
}

/** A sticky pattern tried at one offset. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
