import { arabic } from "../text/arabic.ts";
import { yearly, yearSaid } from "./date-words.ts";
import type { Found, Lean } from "./day-words.ts";
import { dayOfLunar, dayOfSolarTerm, lunarOf } from "./lunar.ts";
import { type Day, dayOf } from "./zone.ts";

type Feast = { month: number; day: number; lunar?: true } | { month: number; sunday: number };

/** Names that are numerals only (五一) count where the text goes on like a festival's. */
const FEASTS: readonly (readonly [string, Feast])[] = [
  ["元旦", { month: 1, day: 1 }],
  ["情人节", { month: 2, day: 14 }],
  ["(?:三八)?妇女节|三八节?", { month: 3, day: 8 }],
  ["植树节", { month: 3, day: 12 }],
  ["愚人节", { month: 4, day: 1 }],
  ["国家安全日", { month: 4, day: 15 }],
  ["(?:五一)?(?:国际)?劳动节|五一", { month: 5, day: 1 }],
  ["(?:五四)?青年节|五四", { month: 5, day: 4 }],
  ["防灾减灾日|护士节", { month: 5, day: 12 }],
  ["(?:六一)?儿童节|六一", { month: 6, day: 1 }],
  ["环境日", { month: 6, day: 5 }],
  ["禁毒日", { month: 6, day: 26 }],
  ["(?:七一)?建党节|七一", { month: 7, day: 1 }],
  ["(?:八一)?建军节|八一", { month: 8, day: 1 }],
  ["教师节", { month: 9, day: 10 }],
  ["(?:十一)?国庆节?|十一", { month: 10, day: 1 }],
  ["万圣节", { month: 10, day: 31 }],
  ["双十一|光棍节", { month: 11, day: 11 }],
  ["双十二", { month: 12, day: 12 }],
  ["记者节", { month: 11, day: 8 }],
  ["消防(?:宣传)?日|消防节", { month: 11, day: 9 }],
  ["(?:国家)?宪法日", { month: 12, day: 4 }],
  ["(?:国家)?公祭日", { month: 12, day: 13 }],
  ["平安夜", { month: 12, day: 24 }],
  ["圣诞节?", { month: 12, day: 25 }],
  ["母亲节", { month: 5, sunday: 2 }],
  ["父亲节", { month: 6, sunday: 3 }],
  ["春节|大年初一|年初一", { month: 1, day: 1, lunar: true }],
  ["元宵节?|正月半", { month: 1, day: 15, lunar: true }],
  ["龙抬头", { month: 2, day: 2, lunar: true }],
  ["端午节?", { month: 5, day: 5, lunar: true }],
  ["七夕节?", { month: 7, day: 7, lunar: true }],
  ["中元节?|七月半", { month: 7, day: 15, lunar: true }],
  ["中秋节?", { month: 8, day: 15, lunar: true }],
  ["重阳节?", { month: 9, day: 9, lunar: true }],
  ["腊八节?", { month: 12, day: 8, lunar: true }],
];
const TERMS =
  "冬至|小寒|大寒|立春|雨水|惊蛰|春分|清明|谷雨|立夏|小满|芒种|夏至|小暑|大暑|立秋|处暑|白露|秋分|寒露|霜降|立冬|小雪|大雪";
const YEAR_BEFORE = /^(?:(\d{4}|\d{2})年|([今本明次后去前])年)(?:的|农历|阴历)?/;
const AFTER_NAME = "(?:(前夕)|当[天日]|那天|当(?=[晚夜]))?(?:([前后])第?([一二三两\\d])[天日])?";
/** 五一村, 五一点半 and 八一路 are no festivals; 十一 alone is eleven. */
const NUMERAL_GOES_ON = /^(?:节|当|前|后|$|[上下中早晚夜凌]|\d{1,2}[:点时])/;

/** Festivals and solar terms at the start of a text: 春节, 国庆节当天, 2027年清明, 中秋前一天. */
export function readFeast(text: string, today: Day, lean: Lean, suffix: string): Found | null {
  const numbered = text.replace(/^[零〇一二两三四五六七八九十百千]{2,6}(?=年)/, arabic);
  const before = YEAR_BEFORE.exec(numbered);
  const year = yearSaid(before?.[1], before?.[2], today);
  const rest = numbered.slice(before?.[0].length ?? 0);
  for (const [pattern, of] of CALENDAR) {
    const match = pattern.exec(rest);
    if (!match) continue;
    const [all, name, eve, side, count] = match;
    const after = rest.slice(all.length);
    if (/^[一二三四五六七八九十]+$/.test(name!)) {
      const isNumber = name === "十一" && all === name && after === "" && suffix === "";
      if (isNumber || !NUMERAL_GOES_ON.test(after)) continue;
    }
    const offset = eve ? -1 : Number(arabic(count ?? "0")) * (side === "前" ? -1 : 1);
    const found = year === null ? yearly(of(name!), today, lean) : single(of(name!)(year));
    const shifted = found.days.map((day) => day + offset);
    return { days: shifted, rest: after, others: found.others ?? [], feast: offset === 0 };
  }
  return null;
}

type Yearly = (name: string) => (year: number) => Day | null;

const NAMES: readonly (readonly [string, Yearly])[] = [
  ...FEASTS.map(
    ([names, feast]) => [names, () => (year: number) => dayOfFeast(feast, year)] as const,
  ),
  // The last day of the old year, in the Gregorian year in which it falls.
  [
    "除夕|大?年三十|大?年夜",
    () => (year: number) => {
      const newYear = dayOfLunar({ year, month: 1, leap: false, day: 1 });
      return newYear === null ? null : newYear - 1;
    },
  ],
  [
    `(?:${TERMS})(?=节|$|前|后|当|那|[上下中早晚夜凌\\d])节?`,
    (name) => (year) => dayOfSolarTerm(year, name.replace(/节$/, "")),
  ],
];

const CALENDAR = NAMES.map(([names, of]) => [new RegExp(`^(${names})${AFTER_NAME}`), of] as const);

function dayOfFeast(feast: Feast, year: number): Day | null {
  if ("sunday" in feast) {
    const first = dayOf(year, feast.month, 1)!;
    const toSunday = (10 - (first % 7)) % 7;
    return first + toSunday + 7 * (feast.sunday - 1);
  }
  const { month, day, lunar } = feast;
  if (!lunar) return dayOf(year, month, day);
  // 腊八 and 小年 belong to the old year; people name them by the one they fall into.
  const inYear = (lunarYear: number) => dayOfLunar({ year: lunarYear, month, leap: false, day });
  return month < 12 ? inYear(year) : inYear(year - 1);
}

const LUNAR =
  /^(?:(\d{4}|\d{2}|[零〇一二两三四五六七八九千]{2,5})年|([今本明次后去前])年)?(农历|阴历|旧历)?的?(闰)?(正|冬|腊|十[一二]?|[一二三四五六七八九]|\d{1,2})月(初[一二三四五六七八九十]|廿[一二三四五六七八九]?|二?十[一二三四五六七八九]|[二三]十|卅|(?<=历.*)\d{1,2})([日号]?)(?![一二三四五六七八九十日号点时个天几月]|\d{1,2}(?![\d:点时]))/;

/** Without a month; 卅 alone is no word of anybody's. */
const BARE =
  /^(?:(初[一二三四五六七八九十]|廿[一二三四五六七八九]?)|(廿[一二三四五六七八九]?|卅)([日号]))(?![一二三四五六七八九十月日号]|\d{1,2}(?![\d:点时]))/;

/**
 * Dates of the farmers' calendar: 正月初五, 农历八月十五, 腊月廿三. 八月十五 without 日 may be either
 * calendar's, and is asked about.
 */
export function readLunarDay(typed: string, today: Day, lean: Lean): Found | null {
  const text = typed.replace(/^大?年(?=初)/, "正月");
  if (/^小年(?!夜)/.test(text)) return smallNewYear(text.slice(2), today, lean);
  const bare = BARE.exec(text);
  if (bare) {
    const [all, word = bare[2]!, suffix] = bare;
    return inAnyMonth(word, text.slice(all.length), { today, isEither: suffix !== undefined });
  }
  const match = LUNAR.exec(text);
  if (!match) return null;
  const [all, yearDigits, yearWord, named, leapWord, monthWord, dayWord, suffix] = match;
  const isNumbered = !/[正冬腊]/.test(monthWord!);
  const isOld = dayWord!.startsWith("廿");
  // 一月廿八日 is written in either calendar; 八月十五日 in one.
  const isSure = Boolean(named || leapWord) || !isNumbered || (isOld && suffix === "");
  if (!isSure && !isOld && suffix !== "") return null;
  const month = { 正: 1, 冬: 11, 腊: 12 }[monthWord!] ?? Number(arabic(monthWord!));
  const day = lunarDayNumber(dayWord!);
  const year = yearSaid(yearDigits && arabic(yearDigits), yearWord, today);
  const rest = text.slice(all.length);
  const of = (y: number) => dayOfLunar({ year: y, month, leap: Boolean(leapWord), day });
  const lunar = year === null ? nearest(of, today, lean) : single(of(year)).days[0];
  const gregorian =
    year === null
      ? yearly((y) => dayOf(y, month, day), today, lean).days[0]
      : single(dayOf(year, month, day)).days[0];
  if (isSure && lunar !== undefined) return { days: [lunar], rest };
  if (isSure) {
    const last = nearest((y) => dayOfLunar({ year: y, month, leap: false, day: 29 }), today, lean);
    const days = [last, gregorian].filter((one): one is Day => one !== undefined);
    return { days, rest, why: `农历没有${all}` };
  }
  const days = [lunar, gregorian].filter((one): one is Day => one !== undefined);
  return { days: [...new Set(days)], rest, why: "农历和公历是两天" };
}

/** The nearest in the lunar years around today that has one. */
function nearest(of: (year: number) => Day | null, today: Day, lean: Lean): Day | undefined {
  const { year } = lunarOf(today);
  const days = [-1, 0, 1]
    .map((shift) => of(year + shift))
    .filter((day): day is Day => day !== null);
  return lean === "ahead" ? days.find((day) => day >= today) : days.findLast((day) => day <= today);
}

function single(day: Day | null): Found {
  return { days: day === null ? [] : [day], rest: "" };
}

function lunarDayNumber(word: string): number {
  const plain = word.replace("初", "").replace("廿", "二十").replace("卅", "三十");
  return Number(arabic(plain));
}

/** 小年 is 腊月廿三 in the north and 廿四 in the south. */
function smallNewYear(rest: string, today: Day, lean: Lean): Found {
  const on = (day: number) =>
    nearest((year) => dayOfLunar({ year, month: 12, leap: false, day }), today, lean);
  const days = [on(23), on(24)].filter((day): day is Day => day !== undefined);
  return { days, rest, why: "小年有腊月廿三和廿四两种过法" };
}

/** 初五 without its month is this lunar month's or the next one's; 廿八日 may be the 28th as well. */
function inAnyMonth(
  word: string,
  rest: string,
  { today, isEither }: { today: Day; isEither: boolean },
): Found {
  const number = lunarDayNumber(word);
  const ahead = Array.from({ length: 60 }, (_, i) => today + i);
  const lunar = ahead.filter((day) => lunarOf(day).day === number);
  if (!isEither) return { days: lunar, rest, why: `没有说是几月的${word}` };
  const gregorian = ahead.find((day) => new Date(day * 86_400_000).getUTCDate() === number);
  const days = gregorian === undefined ? lunar : [gregorian, ...lunar];
  return { days: [...new Set(days)], rest, why: `没有说是公历还是农历的${word}` };
}
