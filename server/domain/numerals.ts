import { fold } from "./text.ts";

const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const MEASURE =
  /(?:人次|车次|户次|批次|公里|公斤|小时|分钟|万元|[户个人名位辆处件元块天次间套栋幢份只箱包袋盒瓶斤吨台家场岁条起批班组队车支张米里页])$/;
const NEGATIVE = /^[-－−负]/;

/**
 * Reads a count as people type it (SPEC §1.9): `6`, `１２`, `二十三`, `两百`, `〇`, `一千零五`,
 * `负三`, `1.2万`, each with at most one trailing measure word (`六户`, `6 个`).
 * Null for anything else, above all for what is not exact: `三五`, `两三`, `十几`, `6.5`.
 */
export function parseInteger(typed: string): number | null {
  return signed(typed, (body) => {
    const value = exact(body);
    return value !== null && Number.isSafeInteger(value) ? value : null;
  });
}

/** As {@link parseInteger}, and also `36.5`, `36。5` (Chinese keyboard), `三点五`, `1.25万`. */
export function parseDecimal(typed: string): number | null {
  return signed(typed, (body) => {
    const [, whole, part] = /^([^.．。点]+)[.．。点]([^.．。点]+)$/.exec(body) ?? [];
    if (whole === undefined || part === undefined) return exact(body);
    const scaled = /^(.+)万$/.exec(part);
    const fraction = /^[0-9]+$|^[零〇一二三四五六七八九]+$/.exec(scaled?.[1] ?? part)?.[0];
    const integer = exact(whole);
    if (fraction === undefined || integer === null) return null;
    const places = [...fraction].map((c) => DIGITS[c] ?? c).join("");
    const value = Number(`${integer}.${places}`);
    return scaled ? withoutNoise(value * 10_000) : value;
  });
}

/** 没有 and 无 mean nil of a field, which is neither 0 nor blank (SPEC §1.9). */
export function isNothing(typed: string): boolean {
  return /^(?:没有|无)[。.!！]?$/.test(fold(typed).trim());
}

function signed(typed: string, read: (body: string) => number | null): number | null {
  const text = fold(typed).trim();
  const negative = NEGATIVE.test(text);
  const unsigned = text.replace(negative ? NEGATIVE : /^\+/, "").trim();
  // 万元 leaves its 万: 386万元 is 386万.
  const body = unsigned.replace(MEASURE, (m) => (m === "万元" ? "万" : "")).trim();
  const value = read(body);
  if (value === null) return null;
  return negative && value !== 0 ? -value : value;
}

function exact(body: string): number | null {
  if (/^[0-9]+$/.test(body)) return Number(body);
  const [, mixed, unit] = /^([0-9]+(?:\.[0-9]+)?)([百千万])$/.exec(body) ?? [];
  if (mixed !== undefined && unit !== undefined) {
    return withoutNoise(Number(mixed) * (unit === "万" ? 10_000 : (UNITS[unit] ?? 1)));
  }
  return digitByDigit(body) ?? chinese(body);
}

/** Takes binary noise off a product: 1.1 × 10000 is 11000.000000000002. */
function withoutNoise(value: number): number {
  return Number(value.toPrecision(12));
}

/**
 * 二〇二〇. Two digits without a zero are left alone: 三五, 七八, 两三 mean "some", and 两 is never
 * a digit of a number read out.
 */
function digitByDigit(body: string): number | null {
  if (!/^[零〇一二三四五六七八九]+$/.test(body)) return null;
  if (body.length === 2 && !/[零〇]/.test(body)) return null;
  return Number([...body].map((c) => DIGITS[c]).join(""));
}

function chinese(body: string): number | null {
  const [, high, low] = /^([^万]+)万([^万]*)$/.exec(body) ?? [];
  if (high === undefined || low === undefined) return below10000(body, 1);
  const tens = below10000(high, 1);
  if (tens === null) return null;
  const rest = low === "" ? 0 : below10000(low, 1000);
  return rest === null ? null : tens * 10_000 + rest;
}

/**
 * Descending units, each with its digit. A last bare digit counts in the unit below the one
 * before it (一百五 = 150), or in `bareUnit` when nothing came before (一万二 = 12000), unless
 * 零 stands between.
 */
function below10000(text: string, bareUnit: number): number | null {
  let total = 0;
  let lastUnit = 10 * bareUnit;
  let limit = 10_000;
  let digit: number | null = null;
  let zero = false;
  for (const char of text) {
    const unit = UNITS[char];
    const value = DIGITS[char];
    if (unit !== undefined) {
      if (unit >= limit || (digit === null && unit !== 10)) return null;
      total += (digit ?? 1) * unit;
      lastUnit = limit = unit;
      digit = null;
      zero = false;
    } else if (value === undefined || digit !== null || (value === 0 && zero)) {
      return null;
    } else if (value === 0) {
      zero = true;
    } else {
      digit = value;
    }
  }
  if (digit === null) return zero || text === "" ? null : total;
  return total + digit * (zero ? 1 : lastUnit / 10);
}
