import { parseInteger } from "./numerals.ts";
import { foldSigns } from "./signs.ts";

/** Letters of item ids and their words (SPEC §1.6). */
export const LETTERS = {
  T: "任务",
  Z: "专项",
  X: "线索",
  N: "需求",
  P: "问题",
  D: "督查",
  E: "企业诉求",
  M: "调解",
  H: "热线",
  C: "咨询",
  B: "广播",
  R: "增援",
  Q: "日推",
  J: "呼叫",
  G: "通知",
  W: "待签稿",
} as const;
export type Letter = keyof typeof LETTERS;

export interface ItemNumber {
  letter: Letter;
  year: number;
  /** `0127`. */
  monthDay: string;
  /** Sequence per profile, letter and day; counts from 1. */
  n: number;
}

/**
 * `T0127-01`; an item of another year prints `2020-T0127-01`.
 *
 * @param nowYear the year in which the short form means this day: normally the present one
 */
export function formatItemId(id: ItemNumber, nowYear: number): string {
  const short = `${id.letter}${id.monthDay}-${String(id.n).padStart(2, "0")}`;
  return id.year === nowYear ? short : `${id.year}-${short}`;
}

/** One round of a recurring task: `T0127-01#3` in text, `T0127-01.3` in URLs and document names. */
export function formatRound(itemId: string, round: number, separator: "#" | "." = "#"): string {
  return `${itemId}${separator}${round}`;
}

/** The id of the series that a round belongs to; of anything else its own. */
export function seriesOf(itemId: string): string {
  return itemId.replace(/[#.]\d+$/, "");
}

/** `指挥部令〔2020〕17号`; `series` as the issuing body prints it. */
export function formatSeries(series: string, year: number, n: number): string {
  return `${series}〔${year}〕${n}号`;
}

export type SeriesKind = "order" | "notice";

const SERIES_WORD: Record<SeriesKind, string> = { order: "令", notice: "通" };

/** `令17`, `通18`; of another body `杨林令3`. */
export function shortSeries(series: SeriesKind, n: number, bodyName = ""): string {
  return `${bodyName}${SERIES_WORD[series]}${n}`;
}

/**
 * What a person may have meant by an id. Which item it is (newest, visible, own body first) is
 * for the caller: this only reads the spelling.
 */
export type ItemRef =
  | {
      kind: "item";
      letter?: Letter;
      year?: number;
      monthDay: string;
      n: number;
      round?: number;
    }
  | { kind: "today"; letter?: Letter; n: number }
  | { kind: "running"; n: number }
  /** `〔2020〕18号` alone leaves open whether an order or a notice is meant: null. */
  | { kind: "series"; series: SeriesKind | null; n: number; year?: number; bodyName?: string };

const WORD_LETTER = new Map(
  Object.entries(LETTERS).map(([letter, word]) => [word as string, letter as Letter]),
);
const KIND = `[a-z]|${[...WORD_LETTER.keys()].join("|")}`;
const KIND_WORD = [...WORD_LETTER.keys()].join("|");
const NUMBER = "\\d{1,6}|[零〇一二两三四五六七八九十百]{1,6}";
const YEAR = "[〔(\\[【]?(\\d{4})[〕)\\]】年]";

const ROUND = "(?:[#.](\\d{1,4})|第(\\d{1,4})轮)?";
/** With a dash the letter may be left out, with the letter the dash. */
const ITEM = new RegExp(
  `^(?:(\\d{4})[-年]?)?(?:(${KIND})?(\\d{2})(\\d{2})-(\\d{1,5})|(${KIND})(\\d{2})(\\d{2})(\\d{2,4}))号?${ROUND}$`,
  "i",
);
const DATED = new RegExp(
  `^(?:(\\d{4})年)?(${KIND_WORD})?(\\d{1,2})月(\\d{1,2})[日号](${KIND_WORD})?第?-?(${NUMBER})号?$`,
);
const TODAY = new RegExp(
  `^(?:(${KIND})?(\\d{2,3})|(${KIND_WORD})第?(${NUMBER})号|第?(${NUMBER})号(${KIND_WORD}))$`,
  "i",
);
const SPECIAL = new RegExp(
  `^(?:专项第?(${NUMBER})[号条项]?|第(${NUMBER})[号条项]专项|(${NUMBER})[号条]专项)$`,
);
const ORDER = "指挥令|命令|令|order";
const NOTICE = "通告|通|notice";
const WORD_FIRST = new RegExp(
  `^(?:${YEAR})?(.{0,20}?)(${ORDER}|${NOTICE})(?:${YEAR})?[-#]?第?(${NUMBER})号?$`,
  "iu",
);
const NUMBER_FIRST = new RegExp(
  `^(?:${YEAR})?(.{0,20}?)(?:${YEAR})?第?(${NUMBER})号(指挥令|命令|令|通告)$`,
  "u",
);
const YEAR_ALONE = new RegExp(
  `^[〔([【](\\d{4})[〕)\\]】]第?(${NUMBER})号?$|^(\\d{4})年第(${NUMBER})号$`,
);
/** What people put around a number: quotes, a stop, 编号. */
const AROUND = /^(?:编号:?|[#“”"'「『《])+|[。，,、；;！!.:“”"'」』》]+$/gu;

/**
 * Reads one id as people type it, full width and lower case included (SPEC §1.6): `t0127-01`,
 * `T012701`, `任务0127-01`, `0127-01`, `2020-T0127-01`, `T0127-01#3`, `01`, `任务1号`, `专项320`, `令17`, `令十八`,
 * `18号令`, `杨林令3`, `指挥部令〔2020〕17号` with any brackets, `〔2020〕18号`. Null for everything else.
 */
export function parseItemRef(text: string): ItemRef | null {
  const s = foldSigns(text).trim().replace(AROUND, "");
  return parseItem(s) ?? parseDated(s) ?? parseRunning(s) ?? parseToday(s) ?? parseSeries(s);
}

function parseItem(s: string): ItemRef | null {
  const match = ITEM.exec(s);
  if (!match) return null;
  const [, year, dashed, m1, d1, n1, glued, m2, d2, n2, r1, r2] = match;
  const round = r1 ?? r2;
  if (round !== undefined && positive(round) === null) return null;
  return itemRef({
    word: dashed ?? glued,
    year,
    month: m1 ?? m2 ?? "",
    day: d1 ?? d2 ?? "",
    n: n1 ?? n2,
    round,
  });
}

/** `任务1月27日01`, `1月27日任务1号`. */
function parseDated(s: string): ItemRef | null {
  const [, year, before, month = "", day = "", behind, n] = DATED.exec(s) ?? [];
  const word = before ?? behind;
  if (word === undefined || (before && behind)) return null;
  return itemRef({ word, year, month: month.padStart(2, "0"), day: day.padStart(2, "0"), n });
}

interface Parts {
  word: string | undefined;
  year: string | undefined;
  month: string;
  day: string;
  n: string | undefined;
  round?: string | undefined;
}

function itemRef({ word, year, month, day, n: nn, round }: Parts): ItemRef | null {
  const n = positive(nn);
  const letter = word === undefined ? undefined : letterOf(word);
  if (n === null || letter === null || !isMonthDay(Number(month), Number(day))) return null;
  return {
    kind: "item",
    ...(letter && { letter }),
    ...(year && { year: Number(year) }),
    monthDay: month + day,
    n,
    ...(round && { round: Number(round) }),
  };
}

function parseToday(s: string): ItemRef | null {
  const [, kind, plain, first, behind, before, last] = TODAY.exec(s) ?? [];
  const n = positive(plain ?? behind ?? before);
  const word = kind ?? first ?? last;
  const letter = word === undefined ? undefined : letterOf(word);
  if (n === null || letter === null) return null;
  return { kind: "today", ...(letter && { letter }), n };
}

function parseRunning(s: string): ItemRef | null {
  const [, behind, ordinal, before] = SPECIAL.exec(s) ?? [];
  const n = positive(behind ?? ordinal ?? before);
  return n === null ? null : { kind: "running", n };
}

function parseSeries(s: string): ItemRef | null {
  const alone = YEAR_ALONE.exec(s);
  if (alone) return seriesRef(null, alone[2] ?? alone[4], alone[1] ?? alone[3], "");
  const wordFirst = WORD_FIRST.exec(s);
  if (wordFirst) {
    const [, y1, body = "", word = "", y2, digits] = wordFirst;
    return seriesRef(word, digits, y1 ?? y2, body);
  }
  const [, y1, body = "", y2, digits, word] = NUMBER_FIRST.exec(s) ?? [];
  return word === undefined ? null : seriesRef(word, digits, y1 ?? y2, body);
}

function seriesRef(
  word: string | null,
  digits: string | undefined,
  year: string | undefined,
  body: string,
): ItemRef | null {
  const n = positive(digits);
  if (n === null || /[\s\d]/.test(body)) return null;
  const series =
    word === null ? null : new RegExp(`^(?:${ORDER})$`, "i").test(word) ? "order" : "notice";
  return {
    kind: "series",
    series,
    n,
    ...(year && { year: Number(year) }),
    ...(body && { bodyName: body }),
  };
}

/** Undefined letters of the alphabet name no kind. */
function letterOf(word: string): Letter | null {
  const upper = word.toUpperCase();
  if (upper in LETTERS) return upper as Letter;
  return WORD_LETTER.get(word) ?? null;
}

function isMonthDay(month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= (month === 2 ? 29 : [4, 6, 9, 11].includes(month) ? 30 : 31);
}

function positive(digits: string | undefined): number | null {
  const n = digits === undefined ? 0 : (parseInteger(digits) ?? 0);
  return n > 0 ? n : null;
}
