import { entryOf } from "#contract/field-types";
import type { Field, ReplyValues, Value } from "#contract/forms";
import { isNil } from "#contract/nil";
import { fold } from "../text/text.ts";
import { dashDoubt, groupDoubt, type Reading } from "./doubts.ts";
import { chosenIn, labelled } from "./field-words.ts";
import { type Found, findValues } from "./loose-values.ts";
import { readValue } from "./read-value.ts";

export interface ValuesInput {
  /** Words without a key, as typed. */
  positional: string[];
  /** `键=值` pairs whose key is not one of the command's own. */
  named: { key: string; value: string }[];
  /** Values the form starts from; they stand where the writer said nothing. */
  prefill?: ReplyValues;
  /** For days and times typed as 今日, 下午3点. */
  now: number;
}

export type ValuesResult =
  | { ok: true; values: ReplyValues; hints: string[] }
  /** `field` is the field at fault, or null when no one field is. */
  | {
      ok: false;
      message: string;
      field: string | null;
      /** What else may have been meant, for buttons. */
      readings?: Reading[];
    };

/**
 * Reads one reply as people type it (SPEC §1.9): pairs, positions, names glued to values, Chinese
 * and full-width numbers, measure words, 没有 as nil. A blank field is absent from `values`.
 *
 * @example readValues(fields, { positional: ["在册六，新增0，异常没有"], named: [], now })
 */
export function readValues(fields: Field[], input: ValuesInput): ValuesResult {
  const known = fields.map((field) => field.name).join("、");
  const pairs: { field: Field; raw: string }[] = [];
  for (const { key, value } of input.named) {
    const field = fields.find((one) => one.name === fold(key).trim());
    if (!field) return refuse(key, `没有“${key}”这一栏，可填：${known}`);
    pairs.push({ field, raw: value });
  }
  const taken = new Set(pairs.map(({ field }) => field.name));
  const reads = (field: Field, raw: string) =>
    raw.trim() !== "" && readValue(field, raw, input.now).ok;
  const find = (grouped: boolean) =>
    findValues(input.positional.join(" "), fields, taken, reads, grouped);
  const loose = find(true);
  if (loose.extra !== null) {
    return refuse(null, `一共${fields.length}栏（${known}），多出了“${loose.extra.trim()}”`);
  }
  const apart = find(false);
  const doubt =
    groupDoubt(loose.found, apart.extra === null ? apart.found : null) ??
    dashDoubt(loose.found, (field, raw) => readValue(field, raw, input.now));
  if (doubt) return { ok: false, ...doubt };
  const plain = loose.found.map((found) => undashed(found, reads));
  return collect(fields, [...pairs, ...plain], input);
}

/** `在册-0`, or a minus that the field does not take: the dash is only one. */
function undashed(found: Found, reads: (field: Field, raw: string) => boolean): Found {
  const bare = found.raw.replace(/^./u, "");
  return found.dashed && reads(found.field, bare) ? { ...found, raw: bare } : found;
}

function collect(
  fields: Field[],
  given: { field: Field; raw: string }[],
  { prefill = {}, now }: ValuesInput,
): ValuesResult {
  const values: ReplyValues = {};
  for (const { field, raw } of given) {
    const { name } = field;
    if (Object.hasOwn(values, name)) return refuse(name, `“${name}”填了两次，请只留一个`);
    if (raw.trim() === "") return refuse(name, `“${name}”后面没有值`);
    const read = readValue(field, raw, now);
    if (!read.ok) {
      const readings = read.suggestions?.map((label) => ({
        label,
        edits: [{ typed: raw, meant: label }],
      }));
      return { ...refuse(name, read.message), ...(readings && { readings }) };
    }
    values[name] = read.value;
  }
  const hints: string[] = [];
  for (const field of fields) {
    const { name } = field;
    const start = Object.hasOwn(prefill, name) ? prefill[name] : undefined;
    if (Object.hasOwn(values, name) || start === undefined) continue;
    values[name] = start;
    hints.push(`${echoValue(field, start)}是预填的`);
  }
  const missing = fields.filter((field) => field.required && !Object.hasOwn(values, field.name));
  if (missing[0]) {
    const names = missing.map((field) => field.name).join("、");
    return refuse(missing[0].name, `还差必填的“${names}”，没有就写：${missing[0].name}没有`);
  }
  return { ok: true, values: inOrder(fields, values), hints };
}

function refuse(field: string | null, message: string): ValuesResult {
  return { ok: false, message, field };
}

/** Form order, so that the same reply is the same JSON however it was typed. */
function inOrder(fields: Field[], values: ReplyValues): ReplyValues {
  const entries = fields.flatMap(({ name }): [string, Value][] => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}

const NIL_REPLY = /^(?:无|没有|零报告)[。.!！]?$/;

/** Whether what follows `/报 [id]` is a nil report of the whole form (SPEC §1.9). */
export function isNilReport(text: string): boolean {
  return NIL_REPLY.test(fold(text).trim());
}

/** Every value with its label, `在册6 新增0 异常没有`; the answer to a positional reply (SPEC §1.7). */
export function echoValues(fields: Field[], values: ReplyValues): string {
  const words = fields.flatMap((field) => {
    const value = Object.hasOwn(values, field.name) ? values[field.name] : undefined;
    return value === undefined ? [] : [echoValue(field, value)];
  });
  return words.join(" ");
}

function echoValue(field: Field, value: Value): string {
  const { name, unit = "" } = field;
  if (isNil(value)) return `${name}没有`;
  const { numeric, attached } = entryOf(field);
  if (numeric) return labelled(name, `${value}${unit}`);
  if (attached) return `${name}${Array.isArray(value) ? value.length : 1}${attached.measure}`;
  return `${name}：${chosenIn(value).join("、")}`;
}
