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
  | { kind: "today"; n: number }
  | { kind: "special"; series: number }
  | { kind: "series"; series: SeriesKind; n: number; year?: number; bodyName?: string };

const WORD_LETTER = new Map(
  Object.entries(LETTERS).map(([letter, word]) => [word as string, letter as Letter]),
);
const KIND_WORDS = [...WORD_LETTER.keys()].join("|");

const ITEM = new RegExp(
  `^(?:(\\d{4})-)?([a-z]|${KIND_WORDS})?(\\d{2})(\\d{2})-(\\d{1,4})(?:[#.](\\d{1,4}))?$`,
  "i",
);
const TODAY = /^\d{2,3}$/;
const SPECIAL = /^专项第?(\d{1,6})[号条]?$/;
const SERIES = /^(.{0,20}?)(令|通告|通)(?:[〔([【](\d{4})[〕)\]】])?第?(\d{1,6})号?$/u;

/**
 * Reads one id as people type it, full width and lower case included (SPEC §1.6): `t0127-01`,
 * `任务0127-01`, `0127-01`, `2020-T0127-01`, `T0127-01#3`, `01`, `专项320`, `令17`, `杨林令3`,
 * `指挥部令〔2020〕17号` with any brackets. Null for everything else.
 */
export function parseItemRef(text: string): ItemRef | null {
  const s = foldSigns(text).trim();
  return parseItem(s) ?? parseToday(s) ?? parseSpecial(s) ?? parseSeries(s);
}

function parseItem(s: string): ItemRef | null {
  const match = ITEM.exec(s);
  if (!match) return null;
  const [, year, word, month = "", day = "", nn, round] = match;
  const n = positive(nn);
  const letter = word === undefined ? undefined : letterOf(word);
  if (n === null || letter === null) return null;
  if (!isMonthDay(Number(month), Number(day))) return null;
  if (round !== undefined && positive(round) === null) return null;
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
  const n = TODAY.test(s) ? positive(s) : null;
  return n === null ? null : { kind: "today", n };
}

function parseSpecial(s: string): ItemRef | null {
  const series = positive(SPECIAL.exec(s)?.[1]);
  return series === null ? null : { kind: "special", series };
}

function parseSeries(s: string): ItemRef | null {
  const match = SERIES.exec(s);
  if (!match) return null;
  const [, body = "", word, year, digits] = match;
  const n = positive(digits);
  if (n === null || /[\s\d]/.test(body)) return null;
  return {
    kind: "series",
    series: word === "令" ? "order" : "notice",
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
  const n = Number(digits ?? 0);
  return n > 0 ? n : null;
}
