import { splitOutside, unquoted } from "./enclosures.ts";
import { dropInvisible } from "./invisible.ts";
import {
  type Keys,
  matchAt,
  type Pair,
  readArguments,
  skipSpaces,
  type Token,
} from "./line-arguments.ts";
import { fold } from "./text.ts";

export type { KeyKind, Pair, Token } from "./line-arguments.ts";

/** One message read as a command. */
export interface Line {
  /** Folded, lower case, without the slash; empty when the message has no slash. */
  name: string;
  nameStart: number;
  nameEnd: number;
  words: Token[];
  pairs: Pair[];
  /** The lines after the first (正文, or rows of `/批报`), or null. */
  body: string | null;
}

const PREFIX = /^(?:\s|[@＠]\S+\s)*/;
const SLASH = /[/／、]/;
/** No Chinese command name holds a digit, so `/报6 0 0` still finds 报. */
const NAME = /\p{Script=Han}+|[^\s:,、=]*/uy;

/**
 * True when the message starts with `/`, `／` or `、`, leading spaces, mentions and what nobody sees
 * aside (SPEC §1.1).
 */
export function isCommandLine(text: string): boolean {
  const seen = dropInvisible(text);
  return SLASH.test(seen.charAt(prefixLength(seen)));
}

/** The line that was read last by its signs alone: name, words and pairs are looked at in turn. */
let last: { text: string; line: Line } | null = null;

/** {@link parseLine}, before it is known which keys the command has. Not to be changed. */
export function parseOpen(text: string): Line {
  if (last?.text !== text) last = { text, line: parseLine(text, () => "open") };
  return last.line;
}

/**
 * Reads a message by the grammar of SPEC §1.1. Never throws: what cannot be meant comes back
 * as a word or an unknown pair, with offsets, so that the refusal can point at it.
 * Without a slash the name is empty and the whole first line is read as arguments.
 */
export function parseLine(
  text: string,
  kind: Keys["kind"],
  readsOn?: Keys["readsOn"],
  fields?: Keys["fields"],
): Line {
  const from = prefixLength(text);
  const lineEnd = text.indexOf("\n", from);
  const head = text.slice(0, lineEnd < 0 ? text.length : lineEnd);
  const folded = fold(head);

  const slashed = SLASH.test(head.charAt(from));
  const nameStart = slashed ? skipSpaces(folded, from + 1) : from;
  const name = slashed ? (matchAt(NAME, folded, nameStart)?.[0] ?? "") : "";
  const nameEnd = nameStart + name.length;
  const afterColon = /[:,]/.test(folded.charAt(nameEnd)) && slashed ? nameEnd + 1 : nameEnd;

  const body = lineEnd < 0 ? "" : text.slice(lineEnd + 1).trimEnd();
  const line = { name: name.toLowerCase(), nameStart, nameEnd, body: body === "" ? null : body };
  const keys = { kind, ...(readsOn && { readsOn }), ...(fields && { fields }) };
  return { ...line, ...readArguments(head, afterColon, keys) };
}

/** Splits by `, ， 、` outside quotes and brackets; items trimmed, quotes off, empty ones dropped. */
export function splitList(text: string): string[] {
  return splitOutside(text, /[,，、]/).map((item) => unquoted(item) ?? item);
}

/** Splits by `; ；` outside quotes and brackets. */
export function splitRules(text: string): string[] {
  return splitOutside(text, /[;；]/);
}

function prefixLength(text: string): number {
  return PREFIX.exec(text)?.[0].length ?? 0;
}
