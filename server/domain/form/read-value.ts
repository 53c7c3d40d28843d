import { entryOf, optionsOf, type Reader } from "#contract/field-types";
import type { Field, Value } from "#contract/forms";
import { NIL } from "#contract/nil";
import { splitList } from "../text/line.ts";
import { maskPersonal } from "../text/masking.ts";
import { isInexact, isNothing, parseDecimal, parseInteger } from "../text/numerals.ts";
import { fold } from "../text/text.ts";
import { parseClockAnswer, parseDateAnswer } from "../time/answer-times.ts";

/** `suggestions` are values that the same field accepts, for buttons. */
export type ValueResult =
  | { ok: true; value: Value }
  | { ok: false; message: string; suggestions?: string[] };

/** Ten digits: sums over a county stay exact. */
const MAX_NUMBER = 9_999_999_999;
const DEFAULT_TEXT = 2000;
const YES = new Set(["是", "有", "对", "√", "y", "yes", "true"]);
const NO = new Set(["否", "不是", "没有", "无", "不", "×", "n", "no", "false"]);

/** Something typed in a field: folded and trimmed in `s`. */
interface Given {
  s: string;
  typed: string;
  now: number;
}

/** One for every way the types of fields name; 没有 is left to those of which it is an answer. */
const READERS: Record<Reader, (field: Field, given: Given) => ValueResult> = {
  number: orNil((field, { s }) => readNumber(field, s)),
  yesNo: (field, { s }) => readYesNo(field, s),
  option: (field, { s }) => readOption(field, s),
  options: (field, { s }) => readOptions(field, s),
  date: orNil(readDate),
  clock: orNil(readClock),
  attached: orNil((_, { s }) => ok(splitList(s))),
  prose: orNil((field, { typed }) => readText(field, typed.trim())),
  word: orNil((_, { s }) => ok(s)),
};

function orNil(read: (field: Field, given: Given) => ValueResult): typeof read {
  return (field, given) => (isNothing(given.s) ? nil() : read(field, given));
}

/**
 * Reads one value of one field as typed (SPEC §1.9–1.10). 没有 is nil, except where it is itself an
 * answer: an option of that name, or 否 of a yes-or-no field.
 */
export function readValue(field: Field, typed: string, now: number): ValueResult {
  return READERS[entryOf(field).read](field, { s: fold(typed).trim(), typed, now });
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

function readNumber(field: Field, s: string): ValueResult {
  const { unit = "", min = -MAX_NUMBER, max = MAX_NUMBER } = field;
  const decimals = entryOf(field).numeric?.decimals ?? 0;
  const parse = decimals === 0 ? parseInteger : parseDecimal;
  const bare = s.replace(/[。.!！]$/, "");
  // The field's own unit first: of a field in 万元, 3万元 is 3.
  const own = unit !== "" && bare.endsWith(unit) ? parse(bare.slice(0, -unit.length)) : null;
  const n = own ?? parse(bare);
  if (n === null && isInexact(bare)) return wrong(field, "要填准确的数，不要约数", s);
  if (n === null) return wrong(field, decimals === 0 ? "要填整数" : "要填数", s);
  if (Number(n.toFixed(decimals)) !== n) return wrong(field, `最多${decimals}位小数`, s);
  if (n >= min && n <= max) return ok(n);
  const declared = field.min !== undefined || field.max !== undefined;
  return wrong(field, declared ? `只能填${min}-${max}` : "的数太大了", s);
}

function readYesNo(field: Field, s: string): ValueResult {
  const word = s.toLowerCase();
  if (YES.has(word)) return ok(true);
  return NO.has(word) ? ok(false) : wrong(field, "要填是或否", s);
}

function readOption(field: Field, s: string): ValueResult {
  const options = optionsOf(field);
  const found = matching(options, s);
  const [only] = found;
  if (found.length === 1 && only !== undefined) return ok(only);
  if (found.length > 1) return wrong(field, `有${found.join("、")}，请写全`, s);
  return isNothing(s) ? nil() : wrong(field, `只能选${options.join("、")}`, s);
}

/** The option itself, else every option that starts so. */
function matching(options: readonly string[], s: string): string[] {
  const lower = s.toLowerCase();
  const exact = options.filter((option) => option.toLowerCase() === lower);
  if (exact.length > 0 || s === "") return exact;
  return options.filter((option) => option.toLowerCase().startsWith(lower));
}

function readOptions(field: Field, s: string): ValueResult {
  const chosen = new Set<string>();
  for (const part of s.split(/[\s,，、|/;]+/).filter((piece) => piece !== "")) {
    const read = readOption(field, part);
    if (!read.ok) return read;
    if (typeof read.value === "string") chosen.add(read.value);
  }
  if (chosen.size === 0) return isNothing(s) ? nil() : wrong(field, "要选至少一项", s);
  return ok(optionsOf(field).filter((option) => chosen.has(option)));
}

/** A day answered looks back, unless the field asks for what is to come (SPEC §1.5). */
function readDate(field: Field, { s, now }: Given): ValueResult {
  const read = parseDateAnswer(s, { now, future: field.future ?? false });
  return read.ok ? ok(read.day) : noMoment(field, read);
}

/** So does a time of day. */
function readClock(field: Field, { s, now }: Given): ValueResult {
  const read = parseClockAnswer(s, { now });
  return read.ok ? ok(read.clock) : noMoment(field, read);
}

function noMoment(
  field: Field,
  { message, suggestions }: { message: string; suggestions?: string[] },
): ValueResult {
  return { ok: false, message: `“${field.name}”：${message}`, ...(suggestions && { suggestions }) };
}

/** Numbers of persons in words between counts escape the look at the whole line (SPEC §1.17). */
function readText(field: Field, text: string): ValueResult {
  const max = field.max ?? DEFAULT_TEXT;
  const { length } = [...text];
  if (length <= max) return ok(maskPersonal(text).text);
  return { ok: false, message: `“${field.name}”最多${max}个字，你写了${length}个` };
}
