import { parseInteger } from "./numerals.ts";
import { fold } from "./text.ts";

const NUMERAL = /[零〇一二两三四五六七八九十百千]+/g;
/** 周一十点 is Monday at ten, not week eleven. */
const NUMERAL_OR_WEEKDAY = /(?:周|星期|礼拜)[一二三四五六日天]|[零〇一二两三四五六七八九十百千]+/g;

/** Chinese numerals to Arabic; 三五 and other guesses stay, and are then not understood. */
export function arabic(text: string): string {
  return text.replace(NUMERAL, digits);
}

/** As {@link arabic}, but weekdays keep theirs. */
export function arabicDate(text: string): string {
  return text.replace(NUMERAL_OR_WEEKDAY, (run) => (/^[周星礼]/.test(run) ? run : digits(run)));
}

function digits(run: string): string {
  return `${parseInteger(run) ?? run}`;
}

/** Traditional characters that times are written in. */
const TRADITIONAL: Readonly<Record<string, string>> = {
  號: "号",
  點: "点",
  後: "后",
  鐘: "钟",
  時: "时",
  週: "周",
  禮: "礼",
  兩: "两",
  個: "个",
  間: "间",
  內: "内",
  農: "农",
  曆: "历",
  節: "节",
  國: "国",
  慶: "庆",
  剛: "刚",
  沒: "没",
  儘: "尽",
};

/**
 * A time as typed, folded and without the blanks that people put between its words; one stays
 * between two numbers (1月28 20:00).
 */
export function closeUp(typed: string): string {
  return (
    fold(typed)
      .replace(/[（）]/g, (bracket) => (bracket === "（" ? "(" : ")"))
      .replace(/[號點後鐘時週禮兩個間內農曆節國慶剛沒儘]/g, (char) => TRADITIONAL[char] ?? char)
      .replace(/元月/g, "1月")
      .replace(/\s+/g, " ")
      .trim()
      // No lookbehind: forms run this too, and Safari has it from 16.4 on.
      .replace(/ /g, (_, at: number, text: string) =>
        /\d/.test(text.charAt(at - 1)) && /\d/.test(text.charAt(at + 1)) ? " " : "",
      )
  );
}
