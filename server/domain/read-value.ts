import type { Field, Value } from "#contract/forms";
import { NIL } from "#contract/nil";
import { parseClockAnswer, parseDateAnswer } from "./answer-times.ts";
import { splitList } from "./line.ts";
import { maskPersonal } from "./masking.ts";
import { isInexact, isNothing, parseDecimal, parseInteger } from "./numerals.ts";
import { fold } from "./text.ts";

/** `suggestions` are values that the same field accepts, for buttons. */
export type ValueResult =
  | { ok: true; value: Value }
  | { ok: false; message: string; suggestions?: string[] };

/** Ten digits: sums over a county stay exact. */
const MAX_NUMBER = 9_999_999_999;
const DEFAULT_TEXT = 2000;
const PLACES = { 整数: 0, 金额: 2, 小数: 4 };
const YES = new Set(["是", "有", "对", "√", "y", "yes", "true"]);
const NO = new Set(["否", "不是", "没有", "无", "不", "×", "n", "no", "false"]);

/**
 * Reads one value of one field as typed (SPEC §1.9–1.10). 没有 is nil, except where it is itself an
 * answer: an option of that name, or 否 of a yes-or-no field.
 */
export function readValue(field: Field, typed: string, now: number): ValueResult {
  const s = fold(typed).trim();
  switch (field.type) {
    case "整数":
    case "小数":
    case "金额":
      return isNothing(s) ? nil() : readNumber(field, field.type, s);
    case "是否":
      return readYesNo(field, s);
    case "单选":
      return readOption(field, field.options ?? [], s);
    case "多选":
      return readOptions(field, s);
    case "日期":
    case "时间":
      return isNothing(s) ? nil() : readMoment(field, field.type, s, now);
    case "照片":
    case "录音":
      return isNothing(s) ? nil() : ok(splitList(s));
    case "文字":
      return isNothing(s) ? nil() : readText(field, typed.trim());
    case "节点":
      return isNothing(s) ? nil() : ok(s);
  }
}

function ok(value: Value): ValueResult {
  return { ok: true, value };
}

function nil(): ValueResult {
  return ok(NIL);
}

function wrong(field: Field, what: string, typed: string): ValueResult {
  return { ok: false, message: `“${field.name}”${what}，你写的是“${typed}”` };
}

function readNumber(field: Field, type: keyof typeof PLACES, s: string): ValueResult {
  const { unit = "", min = -MAX_NUMBER, max = MAX_NUMBER } = field;
  const bare = s.replace(/[。.!！]$/, "");
  // The field's own unit first: of a field in 万元, 3万元 is 3.
  const own = unit !== "" && bare.endsWith(unit) ? parse(type, bare.slice(0, -unit.length)) : null;
  const n = own ?? parse(type, bare);
  if (n === null && isInexact(bare)) return wrong(field, "要填准确的数，不要约数", s);
  if (n === null) return wrong(field, type === "整数" ? "要填整数" : "要填数", s);
  const places = PLACES[type];
  if (Number(n.toFixed(places)) !== n) return wrong(field, `最多${places}位小数`, s);
  if (n >= min && n <= max) return ok(n);
  const declared = field.min !== undefined || field.max !== undefined;
  return wrong(field, declared ? `只能填${min}-${max}` : "的数太大了", s);
}

function parse(type: keyof typeof PLACES, s: string): number | null {
  return type === "整数" ? parseInteger(s) : parseDecimal(s);
}

function readYesNo(field: Field, s: string): ValueResult {
  const word = s.toLowerCase();
  if (YES.has(word)) return ok(true);
  return NO.has(word) ? ok(false) : wrong(field, "要填是或否", s);
}

function readOption(field: Field, options: string[], s: string): ValueResult {
  const found = matching(options, s);
  const [only] = found;
  if (found.length === 1 && only !== undefined) return ok(only);
  if (found.length > 1) return wrong(field, `有${found.join("、")}，请写全`, s);
  return isNothing(s) ? nil() : wrong(field, `只能选${options.join("、")}`, s);
}

/** The option itself, else every option that starts so. */
function matching(options: string[], s: string): string[] {
  const lower = s.toLowerCase();
  const exact = options.filter((option) => option.toLowerCase() === lower);
  if (exact.length > 0 || s === "") return exact;
  return options.filter((option) => option.toLowerCase().startsWith(lower));
}

function readOptions(field: Field, s: string): ValueResult {
  const chosen = new Set<string>();
  for (const part of s.split(/[\s,，、|/;]+/).filter((piece) => piece !== "")) {
    const read = readOption(field, field.options ?? [], part);
    if (!read.ok) return read;
    if (typeof read.value === "string") chosen.add(read.value);
  }
  if (chosen.size === 0) return isNothing(s) ? nil() : wrong(field, "要选至少一项", s);
  return ok((field.options ?? []).filter((option) => chosen.has(option)));
}

/** A day or a time of day answered looks back, unless the field asks for what is to come (SPEC §1.5). */
function readMoment(field: Field, type: "日期" | "时间", s: string, now: number): ValueResult {
  const future = field.future ?? false;
  const read = type === "日期" ? parseDateAnswer(s, { now, future }) : parseClockAnswer(s, { now });
  if (read.ok) return ok("day" in read ? read.day : read.clock);
  const { message, suggestions } = read;
  return { ok: false, message: `“${field.name}”：${message}`, ...(suggestions && { suggestions }) };
}

/** Numbers of persons in words between counts escape the look at the whole line (SPEC §1.17). */
function readText(field: Field, text: string): ValueResult {
  const max = field.max ?? DEFAULT_TEXT;
  const { length } = [...text];
  if (length <= max) return ok(maskPersonal(text).text);
  return { ok: false, message: `“${field.name}”最多${max}个字，你写了${length}个` };
}
