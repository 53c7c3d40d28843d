const DIGITS = "零一二三四五六七八九";
/** Powers of ten within four places, and beyond them. */
const SMALL: Readonly<Record<string, number>> = { 十: 1, 百: 2, 千: 3 };
const LARGE: Readonly<Record<string, number>> = { 万: 4, 亿: 8, 万万: 8, 万亿: 12 };
const LARGE_WORD = /(万亿|万万|亿|万)/;
const SPELLINGS: Readonly<Record<string, string>> = {
  ...same("〇○", "零"),
  ...same("壹弌", "一"),
  ...same("贰貳弍两兩", "二"),
  ...same("叁參叄弎", "三"),
  ...same("肆", "四"),
  ...same("伍", "五"),
  ...same("陆陸", "六"),
  ...same("柒", "七"),
  ...same("捌", "八"),
  ...same("玖", "九"),
  ...same("拾", "十"),
  ...same("佰", "百"),
  ...same("仟", "千"),
  ...same("萬", "万"),
  ...same("億", "亿"),
  ...same("點", "点"),
  廿: "二十",
  卅: "三十",
  卌: "四十",
};

function same(written: string, as: string): Record<string, string> {
  return Object.fromEntries([...written].map((c) => [c, as]));
}

/**
 * Reads an unsigned number without blanks, however digits and units are mixed: `34,567`, `.77`,
 * `三万四千五百零七`, `25万6千`, `3万4000`, `1千零20`, `五百卅四`, `拾万零五十六`, `10万万`, `11.92亿`,
 * `二百五` (250), `两千点零`. Null for what is not exact (`三五`, `十余万`) and what could be two
 * numbers (`3万40`).
 */
export function readSpoken(typed: string): number | null {
  const text = [...typed].map((c) => SPELLINGS[c] ?? c).join("");
  // 两 counts hundreds and up; 一百两 is a weight, 两三 is "some".
  if (/[两兩](?![百千万亿点佰仟萬億點])/.test(typed) && typed.length > 1) return null;
  // 五六七 is "some" too; written in capitals it never is.
  if (typed.length === 3 && DIGITS.slice(1).includes(typed)) return null;
  return decimal(text) ?? whole(text);
}

/** A point, digits, and at most one unit that moves the point: 2.2亿, 三点五千万. */
function decimal(text: string): number | null {
  const [, before, after, small = "", large = ""] =
    /^(.*?)[.．。点]([0-9]+|[零一二三四五六七八九]+)([百千]?)(万亿|万万|亿|万)?$/.exec(text) ?? [];
  if (before === undefined || after === undefined) return null;
  const integer = before === "" && text.startsWith(".") ? 0 : whole(before);
  if (integer === null) return null;
  const digits = [...after].map((c) => (DIGITS.includes(c) ? DIGITS.indexOf(c) : c)).join("");
  const power = (SMALL[small] ?? 0) + (LARGE[large] ?? 0);
  const moved = digits.padEnd(power, "0");
  return Number(`${integer}${moved.slice(0, power)}.${moved.slice(power)}`);
}

function whole(text: string): number | null {
  const value = plainDigits(text) ?? digitByDigit(text) ?? bySections(text);
  return value !== null && Number.isSafeInteger(value) ? value : null;
}

/** 34567 or, in groups of three, 34,567. */
function plainDigits(text: string): number | null {
  if (/^[0-9]+$/.test(text)) return Number(text);
  return GROUPED.test(text) ? Number(text.replaceAll(",", "")) : null;
}

/** Whole digits in groups of three, as spreadsheets print them. */
const GROUPED = /^[1-9][0-9]{0,2}(?:,[0-9]{3})+$/;

/** 二零二零. Two digits without a zero are left alone: 三五 and 七八 mean "some". */
function digitByDigit(text: string): number | null {
  if (!/^[零一二三四五六七八九]+$/.test(text)) return null;
  if (text.length === 2 && !text.includes("零")) return null;
  return Number([...text].map((c) => DIGITS.indexOf(c)).join(""));
}

/** What stands before 亿, before 万 and after it; 千三 is short for 一千三. */
function bySections(text: string): number | null {
  const parts = text.replace(/^(?=[百千][一二三四五六七八九]$)/, "一").split(LARGE_WORD);
  let total = 0;
  let above = Number.POSITIVE_INFINITY;
  for (let i = 0; i < parts.length; i += 2) {
    const part = parts[i]!;
    const unit = parts[i + 1];
    if (unit === undefined) {
      const rest = part === "" && i > 0 ? 0 : section(part, above);
      return rest === null ? null : total + rest;
    }
    const power = LARGE[unit]!;
    // 10万万 is a sum of its own; 5亿3 has no 万 to count.
    const value = plainDigits(part) ?? section(part, Number.POSITIVE_INFINITY);
    if (value === null || value === 0 || power >= above) return null;
    if (i > 0 && value >= 10 ** (above - power)) return null;
    total += value * 10 ** power;
    above = power;
  }
  return total;
}

/**
 * Up to four places, in descending units. A last bare digit counts in the place below the one
 * before it (一百五 = 150, after 万 it is 一千), unless 零 stands between; several plain digits must
 * fill that unit's places (3万4000).
 *
 * @param above power of ten of the unit before the section, infinite where none is
 */
function section(text: string, above: number): number | null {
  const tokens = text.match(/[0-9]+|./gu) ?? [];
  let total = 0;
  let place = above;
  let zero = false;
  let n: string | null = null;
  for (const token of tokens) {
    const power = SMALL[token];
    if (power !== undefined) {
      if (power >= place || (n === null && power !== 1)) return null;
      if (n !== null && n.length > 1 && place !== Number.POSITIVE_INFINITY) return null;
      total += (n === null ? 1 : Number(n)) * 10 ** power;
      [place, n, zero] = [power, null, false];
    } else if (token === "零") {
      if (zero || n !== null) return null;
      zero = true;
    } else if (n === null && /^[0-9]+$/.test(token)) {
      n = token;
    } else if (n === null && DIGITS.includes(token)) {
      n = String(DIGITS.indexOf(token));
    } else {
      return null;
    }
  }
  if (n === null) return zero || total === 0 ? null : total;
  if (place === Number.POSITIVE_INFINITY) return total + Number(n);
  if (zero) return n.length < place ? total + Number(n) : null;
  if (n.length === 1) return total + Number(n) * 10 ** (place - 1);
  return n.length === place ? total + Number(n) : null;
}
