import { ACTS } from "./acts.ts";
import { ASKS } from "./asks.ts";
import { CARDS } from "./cards.ts";
import { EDGES } from "./edges.ts";
import { figures } from "./figures.ts";
import { INPUTS } from "./inputs.ts";
import { LOOP } from "./loop.ts";
import { REVIEW } from "./review.ts";

/** A sentence as the server says it, and in English; `{1}`, `{2}` stand for what differs. */
export type Phrase = readonly [zh: string, en: string];

interface Entry {
  pattern: RegExp;
  en: string;
  /** Its longest fixed part: where that is missing, the rest is not tried. */
  sure: string;
  /** By slot, whether it stands in quotation marks or after a slash: typed, left as it is. */
  quoted: boolean[];
}

const HAN = /\p{Script=Han}/u;
/** What can be typed as it stands: a command's line, a pair of it. */
const TYPED = /^(?:\/\S|\p{Script=Han}+=)/u;
/** The post that did it, at the end of a line of the log. */
const SIGNED = /^(.+?) +（([^（）]+)）$/u;
/** What only a number stands before. */
const COUNTED = /^[个件轮版项栏人]/;
const SLOT = /\{(\d)\}/;

/** The longest fixed text first: 已报（补报） before 已报. */
const BOOK: Entry[] = [...ACTS, ...ASKS, ...EDGES, ...LOOP, ...REVIEW, ...INPUTS, ...CARDS]
  .map(([zh, en]) => entryOf(figures(zh), en))
  .toSorted((a, b) => fixed(b) - fixed(a));

/** What a sentence may be made of, where it is none of the book's. */
const JOINTS = ["；", "。", "，", "：", " · ", "、", " "] as const;
const JOINED: Record<(typeof JOINTS)[number], string> = {
  "；": "; ",
  "。": ". ",
  "，": ", ",
  "：": ": ",
  " · ": " · ",
  "、": ", ",
  " ": " ",
};

/** Lines that were said, and their English: the same few are on the screen again and again. */
const known = new Map<string, string>();
const MOST_KNOWN = 2_000;

/**
 * What the server says in Chinese to everybody alike, in English. Names of places and people, and
 * what somebody typed, stay as they are.
 * @param word a single word of the trade (SPEC §1.7, §1.10), or itself
 */
export function inEnglish(text: string, word: (zh: string) => string): string {
  if (!HAN.test(text)) return text;
  let english = known.get(text);
  if (english === undefined) {
    english = text
      .split("\n")
      .map((line) => say(figures(line), word))
      .join("\n");
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(text, english);
  }
  return english;
}

/** Whether the book has a sentence, or each clause of it. */
export function hasEnglish(text: string): boolean {
  const said = figures(text);
  if (!HAN.test(said) || BOOK.some(({ pattern }) => pattern.test(said))) return true;
  return ["。", "；"].some((joint) => {
    const parts = split(said, joint).filter((part) => part !== "");
    return (parts.length > 1 || said.endsWith(joint)) && parts.every(hasEnglish);
  });
}

function say(text: string, word: (zh: string) => string): string {
  if (!HAN.test(text)) return text;
  const single = word(text);
  if (single !== text) return single;
  const signed = SIGNED.exec(text);
  if (signed) return `${say(signed[1]!, word)} (${say(signed[2]!, word)})`;
  for (const { pattern, en, sure, quoted } of BOOK) {
    const match = text.includes(sure) ? pattern.exec(text) : null;
    if (match) return fill(en, match, quoted, word);
  }
  if (TYPED.test(text)) return text;
  const beside = /^([^（）]*)（([^（）]+)）$/u.exec(text);
  if (beside) return `${say(beside[1]!.trim(), word)} (${say(beside[2]!, word)})`.trim();
  for (const joint of JOINTS) {
    const parts = split(text, joint);
    if (parts.length > 1) return join(parts, joint, word);
  }
  return text;
}

/** Not within brackets, which belong to what stands before them. */
function split(text: string, joint: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  for (const piece of text.split(joint)) {
    if (depth > 0) parts[parts.length - 1] += joint + piece;
    else parts.push(piece);
    depth += count(piece, "（") - count(piece, "）") + count(piece, "“") - count(piece, "”");
  }
  return parts;
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

function join(
  parts: string[],
  joint: (typeof JOINTS)[number],
  word: (zh: string) => string,
): string {
  const said = parts.map((part) => say(part, word));
  // Names stay joined as they are.
  return said
    .join(joint === "、" && parts.every((part, i) => part === said[i]) ? "、" : JOINED[joint])
    .trimEnd();
}

function fill(
  en: string,
  match: RegExpExecArray,
  quoted: boolean[],
  word: (zh: string) => string,
): string {
  return en.replace(/\{(\d)\}/g, (_, n: string) => {
    const part = match.groups?.[`s${n}`] ?? "";
    return quoted[Number(n)] ? part : say(part, word);
  });
}

function entryOf(zh: string, en: string): Entry {
  const parts = zh.split(SLOT);
  const quoted: boolean[] = [];
  const source = parts.map((part, i) => {
    if (i % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    quoted[Number(part)] = /[“/]$/.test(parts[i - 1]!);
    if (COUNTED.test(parts[i + 1]!)) return `(?<s${part}>\\d+)`;
    // A sentence that begins with a name has one.
    return i === 1 && parts[0] === "" ? `(?<s${part}>.+?)` : `(?<s${part}>.*?)`;
  });
  const texts = parts.filter((_, i) => i % 2 === 0);
  const sure = texts.reduce((a, b) => (b.length > a.length ? b : a), "");
  return { pattern: new RegExp(`^${source.join("")}$`, "u"), en, sure, quoted };
}

function fixed({ pattern }: Entry): number {
  return pattern.source.replaceAll(/\(\?<s\d>.*?\)/g, "").length;
}
