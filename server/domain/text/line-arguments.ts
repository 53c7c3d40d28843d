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
  /** In quotes a word is text, whatever it looks like. */
  quoted: boolean;
  /** The pair it stands right behind, of whose value it may be the rest. */
  after: Pair | null;
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
 * next space, `open` (any field name, as in `/报`) also ends at a comma before a `键=`, and `prose`
 * (a field of text) runs on over blanks and commas to the next part of the form.
 */
export type KeyKind = "text" | "word" | "open" | "prose";

/** What the caller knows of the keys of its command. */
export interface Keys {
  kind(key: string): KeyKind | undefined;
  /**
   * Where the form that the line fills is known: its fields. Any other `键=` inside a text is text
   * (SPEC §1.1); without it every key ends one.
   */
  fields?: readonly string[];
  /** Whether a value that was continued over a blank still reads as a value of that key. */
  readsOn?(key: string, value: string): boolean;
}

/** `a==b`, `>=`, `<=` and `!=` are comparisons: the last three have no key before the `=`. */
const KEY = /([\p{L}\p{N}_]+)=(?!=)/uy;
const SEPARATED_KEY = /[,、]\s*([\p{L}\p{N}_]+)=(?!=)/uy;

interface Reader {
  head: string;
  folded: string;
  quotes: Enclosures;
  keys: Keys;
}

/** Reads the words and pairs of a command's first line from an offset on (SPEC §1.1). */
export function readArguments(
  head: string,
  from: number,
  keys: Keys,
): { words: Token[]; pairs: Pair[] } {
  const folded = fold(head);
  const reader: Reader = { head, folded, quotes: quotesIn(head), keys };
  const words: Token[] = [];
  const pairs: Pair[] = [];
  let after: Pair | null = null;
  let at = skipSpaces(folded, from);
  while (at < head.length) {
    const separated = matchAt(SEPARATED_KEY, folded, at);
    if (separated) at = at + separated[0].length - (separated[1]?.length ?? 0) - 1;
    const key = matchAt(KEY, folded, at)?.[1];
    if (key === undefined) {
      const end = scan(reader, at, (i) => isSpace(folded, i) || knownAfterComma(reader, i));
      const inside = unquoted(head.slice(at, end));
      const raw = inside ?? head.slice(at, end);
      const quoted = inside !== null;
      words.push({ text: inside ?? folded.slice(at, end), raw, quoted, after, start: at, end });
      after = null;
      at = end;
    } else {
      const pair = readPair(reader, at, key);
      pairs.push(pair);
      after = pair;
      at = pair.end;
    }
    at = skipSpaces(folded, at);
  }
  return { words, pairs };
}

function readPair(reader: Reader, start: number, key: string): Pair {
  const { head, folded, keys } = reader;
  const kind = keys.kind(key);
  const equals = start + key.length + 1;
  // 截止= 18:00: phone keyboards put a space there; an empty value before a word is never meant.
  const next = skipSpaces(folded, equals);
  const nextKey = matchAt(KEY, folded, next)?.[1];
  const isText = kind === "text" || kind === "prose";
  const empty = nextKey !== undefined && (!isText || endsText(keys, nextKey));
  const from = empty ? equals : next;
  const stop: (i: number) => boolean =
    kind === "text"
      ? (i) => isSpace(folded, i) && knownAfterSpace(reader, i)
      : kind === "prose"
        ? (i) => /[\s,、;]/.test(folded.charAt(i)) && partBegins(reader, i + 1)
        : kind === "open"
          ? (i) => isSpace(folded, i) || matchAt(SEPARATED_KEY, folded, i) !== null
          : (i) => isSpace(folded, i);
  const word = scan(reader, from, stop);
  const scanned = isText || empty ? word : runOn(reader, key, from, word);
  const typed = head.slice(from, scanned).trimEnd();
  const end = typed === "" ? equals : from + typed.length;
  const asTyped = unquoted(typed) ?? (isText ? typed : foldOutsideQuotes(typed));
  return { key, value: asTyped, start, end, unknown: kind === undefined };
}

/** Nothing written as a value is longer. */
const LONGEST_RUN = 120;
const UNFINISHED = /[,、;:]$/;
const GOES_ON = /^[,、;:]/;

/**
 * Where a value ends that runs on over blanks (SPEC §1.1): the longest continuation that still
 * reads as its kind, up to the next key or quote. A list that ends in a comma has not ended.
 */
function runOn(reader: Reader, key: string, from: number, word: number): number {
  const { head, folded, quotes, keys } = reader;
  let [longest, end] = [word, word];
  if (from === word || quotes.has(from)) return word;
  for (;;) {
    const next = skipSpaces(folded, end);
    const isKey = matchAt(KEY, folded, next) ?? matchAt(SEPARATED_KEY, folded, next);
    if (next >= head.length || quotes.has(next) || isKey) return longest;
    const isPart = UNFINISHED.test(folded.slice(from, end)) || GOES_ON.test(folded.slice(next));
    const whole = end === longest;
    end = scan(reader, next, (i) => isSpace(folded, i) || knownAfterComma(reader, i));
    if (end - from > LONGEST_RUN) return longest;
    const value = folded.slice(from, end);
    if ((whole && isPart) || keys.readsOn?.(key, value)) longest = end;
  }
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
function knownAfterComma({ folded, keys }: Reader, i: number): boolean {
  const key = matchAt(SEPARATED_KEY, folded, i)?.[1];
  return key !== undefined && keys.kind(key) !== undefined;
}

function knownAfterSpace({ folded, keys }: Reader, i: number): boolean {
  const key = matchAt(KEY, folded, i + 1)?.[1];
  return key !== undefined && endsText(keys, key);
}

/** An unknown `键=` inside a text is text; of a form whose fields are not known yet every key may be one. */
function endsText({ kind, fields }: Keys, key: string): boolean {
  const known = kind(key);
  return (
    known === "text" || known === "word" || (known !== undefined && (fields?.includes(key) ?? true))
  );
}

/** A key of the line or the name of a field begins here, as they end a text found without `键=`. */
function partBegins({ folded, keys }: Reader, i: number): boolean {
  const key = matchAt(KEY, folded, i)?.[1];
  if (key !== undefined) return endsText(keys, key);
  return keys.fields?.some((name) => folded.startsWith(name, i)) ?? false;
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
