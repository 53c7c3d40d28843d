import type { KeyKind, Line, Pair } from "#domain/text/line";
import { isCommandLine, parseLine } from "#domain/text/line";
import { fold } from "#domain/text/text";

/** Stretch of the typed text that a choice replaces, and what of it stands before the cursor. */
export interface Slot {
  from: number;
  to: number;
  prefix: string;
}

/** Where the cursor stands in a command line; null where nothing is to be offered. */
export type Spot =
  | ({ kind: "name" } & Slot)
  /** Among the arguments, at a bare word or at none. */
  | ({ kind: "word"; start: number } & Slot)
  /** In the key of a pair, before its `=`. */
  | ({ kind: "key"; start: number } & Slot)
  /** In the value of a pair; `fresh` when a new word has begun that may be the next key. */
  | ({ kind: "value"; pair: Pair; fresh: boolean } & Slot)
  | null;

const SEPARATOR = /[,，、]/;
const SEPARATOR_OR_SPACE = /[\s\u3000,，、]/;

/** Whether the cursor stands in the command's name, for which no command is known yet. */
export function atName(text: string, cursor: number): Spot {
  if (!isCommandLine(text)) return null;
  const { nameStart, nameEnd } = parseLine(text, () => "open");
  const slash = text.slice(0, nameStart).search(/[/／、]\s*$/);
  if (cursor <= slash || cursor > nameEnd) return null;
  const from = Math.min(nameStart, cursor);
  return { kind: "name", from, to: nameEnd, prefix: text.slice(from, cursor) };
}

/** Where the cursor stands among the arguments of a command whose keys are known. */
export function atArgument(
  text: string,
  line: Line,
  cursor: number,
  keyKind: (key: string) => KeyKind | undefined,
): Spot {
  const head = headOf(text, line);
  if (cursor > head.length || cursor <= line.nameEnd || isQuoted(head, line.nameEnd, cursor)) {
    return null;
  }
  const pair = line.pairs.find((one) => cursor >= one.start && cursor <= endOf(head, one));
  if (pair) return inPair(head, pair, cursor, keyKind(pair.key));
  const word = line.words.find(({ start, end }) => cursor >= start && cursor <= end);
  if (!word) return { kind: "word", start: cursor, from: cursor, to: cursor, prefix: "" };
  return { kind: "word", start: word.start, ...pieceAt(head, word, cursor, SEPARATOR) };
}

/** The `@word` of a line of talk in which the cursor stands; null elsewhere, as in an e-mail address. */
export function atMention(text: string, cursor: number): Slot | null {
  const typed = /(?<![a-z0-9._-])[@＠]([^\s@＠]{0,40})$/iu.exec(text.slice(0, cursor));
  if (!typed) return null;
  const prefix = typed[1]!;
  return { from: cursor - prefix.length, to: cursor, prefix };
}

/** The first line, with what stands before the slash. */
function headOf(text: string, line: Line): string {
  const end = text.indexOf("\n", line.nameStart);
  return end < 0 ? text : text.slice(0, end);
}

/** An empty value takes the spaces behind its `=`: phone keyboards put one there. */
function endOf(head: string, pair: Pair): number {
  if (pair.value !== "" || pair.end !== pair.start + pair.key.length + 1) return pair.end;
  return pair.end + (/^\s*/.exec(head.slice(pair.end))?.[0].length ?? 0);
}

function inPair(head: string, pair: Pair, cursor: number, kind: KeyKind | undefined): Spot {
  const equals = pair.start + pair.key.length + 1;
  if (cursor < equals) {
    const prefix = head.slice(pair.start, cursor);
    return { kind: "key", start: pair.start, from: pair.start, to: equals, prefix };
  }
  const long = kind === "text";
  const span = { start: equals, end: endOf(head, pair) };
  const slot = pieceAt(head, span, cursor, long ? SEPARATOR_OR_SPACE : SEPARATOR);
  const before = fold(head.charAt(slot.from - 1));
  const fresh = slot.from > equals && (kind === "open" || (long && /\s/.test(before)));
  return { kind: "value", pair, fresh, ...slot };
}

/** The part of a list in which the cursor stands; spaces before it are left alone. */
function pieceAt(
  head: string,
  span: { start: number; end: number },
  cursor: number,
  separator: RegExp,
): Slot {
  let from = span.start;
  for (let i = span.start; i < cursor; i += 1) if (separator.test(head.charAt(i))) from = i + 1;
  while (from < cursor && /\s/.test(fold(head.charAt(from)))) from += 1;
  let to = cursor;
  while (to < span.end && !separator.test(head.charAt(to))) to += 1;
  return { from, to, prefix: head.slice(from, cursor) };
}

/** Whether a quote opened among the arguments is still open at the cursor. */
function isQuoted(head: string, from: number, cursor: number): boolean {
  let closer: string | null = null;
  for (const char of head.slice(from, cursor)) {
    if (closer === null) closer = CLOSER[char] ?? null;
    else if (char === closer) closer = null;
  }
  return closer !== null;
}

const CLOSER: Readonly<Record<string, string>> = { "“": "”", "「": "」", '"': '"' };
