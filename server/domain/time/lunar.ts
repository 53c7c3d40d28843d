import { LunarDay, SolarDay, SolarTerm } from "tyme4ts";
import { type Day, dayAt, dayOf } from "./zone.ts";

/** A date of the farmers' calendar; `month` 1–12, `leap` for 闰四月. */
export interface LunarDate {
  year: number;
  month: number;
  leap: boolean;
  day: number;
}

/** The library's tables are trusted for these years; calendars further off are nobody's business here. */
const YEARS = { first: 1900, last: 2200 };

/** From a kept library: ICU's months were a day off in 正月 2027 and 2030 (SPEC §1.5). */
export function lunarOf(day: Day): LunarDate {
  const date = new Date(day * 86_400_000);
  const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  const lunar = SolarDay.fromYmd(y, m, d).getLunarDay();
  const month = lunar.getMonth();
  return { year: lunar.getYear(), month: Math.abs(month), leap: month < 0, day: lunar.getDay() };
}

/** The day a date of the farmers' calendar falls on; null where that month has no such day, or is none. */
export function dayOfLunar({ year, month, leap, day }: LunarDate): Day | null {
  if (year < YEARS.first || year > YEARS.last || month < 1 || month > 12 || day < 1) return null;
  try {
    const solar = LunarDay.fromYmd(year, leap ? -month : month, day).getSolarDay();
    return dayOf(solar.getYear(), solar.getMonth(), solar.getDay());
  } catch {
    // The library's only way to say that there is no such day.
    return null;
  }
}

/** The day of one of the 24 solar terms (清明, 冬至) in a year, or null for any other name. */
export function dayOfSolarTerm(year: number, name: string): Day | null {
  if (!SolarTerm.NAMES.includes(name) || year < YEARS.first || year > YEARS.last) return null;
  const termOf = (y: number) => SolarTerm.fromName(y, name).getSolarDay();
  // 冬至 is the library's first term and falls in December of the year before.
  const solar = termOf(year).getYear() < year ? termOf(year + 1) : termOf(year);
  return dayOf(solar.getYear(), solar.getMonth(), solar.getDay());
}

const DIGITS = "一二三四五六七八九";
const MONTHS = ["正", ..."二三四五六七八九十", "十一", "腊"];

/** `正月初三`, `闰四月初十`, `腊月廿三`: people in the counties date by it (SPEC §1.5). */
export function lunarDate(at: number): string {
  const { month, leap, day } = lunarOf(dayAt(at));
  return `${leap ? "闰" : ""}${MONTHS[month - 1]}月${lunarDayName(day)}`;
}

function lunarDayName(day: number): string {
  if (day <= 10) return `初${day === 10 ? "十" : DIGITS[day - 1]}`;
  if (day === 20 || day === 30) return `${DIGITS[day / 10 - 1]}十`;
  return `${day < 20 ? "十" : "廿"}${DIGITS[(day % 10) - 1]}`;
}
