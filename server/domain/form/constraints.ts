import { FIELD_TYPES, type FieldTypeEntry, FUTURE, isNumeric } from "#contract/field-types";
import type { Field, FieldType, Figure, Prefill } from "#contract/forms";
import { parseItemRef } from "../text/ids.ts";
import { Unreadable } from "../text/unreadable.ts";

export const MAX_NAME = 20;
const MAX_OPTIONS = 30;

/** Letters, digits and a few signs: nothing that rules, lists or ids use as punctuation. */
export const NAME = /^[\p{L}\p{N}_·%℃]+$/u;
/** Options may also be ranges: 1-3天, ≥65岁. */
const OPTION = /^[\p{L}\p{N}_·%℃°.<>≤≥+~-]+$/u;
const UNIT = /^[\p{L}%℃°㎡/]{1,8}$/u;
const RANGE = /^(-?\d+(?:\.\d+)?)(?:-|~|至|到|\.\.)(-?\d+(?:\.\d+)?)(.*)$/;

/** 名录 figures by the word that issuers type. */
export const FIGURES: Record<string, Figure> = {
  户数: "households",
  人口: "population",
  流动人口: "migrants",
};

/** What stands in the brackets: options, a range, a unit, a length of text, or 未来 of a day. */
export function constraints(
  name: string,
  type: FieldType,
  body: string | undefined,
): Partial<Field> {
  const { brackets, numeric } = FIELD_TYPES[type];
  if (brackets === "options") return { options: parseOptions(name, type, body ?? "") };
  if (body === undefined) return {};
  if (brackets === "range") return parseRange(name, numeric, body);
  const length = /^(\d{1,4})字?$/.exec(body)?.[1];
  if (brackets === "length" && length && Number(length) > 0) return { max: Number(length) };
  if (brackets === "future" && body === FUTURE) return { future: true };
  throw new Unreadable(body, `“${name}”是${type}，括号里的“${body}”用不上`);
}

function parseOptions(name: string, type: FieldType, body: string): string[] {
  const options = body.split(/[|/,，、]/).filter((option) => option !== "");
  const refuse = (token: string, why: string) =>
    new Unreadable(token, `“${name}”${why}，例：${name}:${type}(甲|乙)`);
  if (options.length < 2) throw refuse(body, "要写出至少两个选项");
  if (options.length > MAX_OPTIONS) throw refuse(body, `最多${MAX_OPTIONS}个选项`);
  for (const [i, option] of options.entries()) {
    if ([...option].length > MAX_NAME) throw refuse(option, `的选项“${option}”太长`);
    if (!OPTION.test(option)) throw refuse(option, `的选项“${option}”不能带标点`);
    if (options.indexOf(option) !== i) throw refuse(option, `的选项“${option}”写了两次`);
  }
  return options;
}

function parseRange(
  name: string,
  numeric: FieldTypeEntry["numeric"],
  body: string,
): Partial<Field> {
  const out: Partial<Field> = {};
  for (const part of body.split(/[,，、]/).filter((p) => p !== "")) {
    const range = RANGE.exec(part);
    const unit = range ? (range[3] ?? "") : part;
    if (range) {
      out.min = Number(range[1]);
      out.max = Number(range[2]);
    }
    if (unit === "") continue;
    if (!UNIT.test(unit))
      throw new Unreadable(part, `“${name}”括号里写范围或单位，例：(0-100) 或 (户)`);
    out.unit = unit;
  }
  const { min = 0, max = 0 } = out;
  if (min > max) throw new Unreadable(body, `“${name}”的范围反了：${min}大于${max}`);
  if (numeric?.decimals === 0 && !(Number.isSafeInteger(min) && Number.isSafeInteger(max))) {
    throw new Unreadable(body, `“${name}”是整数，范围也要写整数`);
  }
  return out;
}

/** What stands after `=`: 名录.户数, 上次, or a field of another item, `T0127-01.在册`. */
export function parsePrefill(name: string, type: FieldType, word: string): Prefill {
  if (word === "上次") return { from: "last" };
  const figureWord = word.replace(/^名录\./, "");
  const figure = Object.hasOwn(FIGURES, figureWord) ? FIGURES[figureWord] : undefined;
  if (figure && isNumeric({ type })) return { from: "node", figure };
  const dot = word.lastIndexOf(".");
  const item = word.slice(0, dot);
  const field = word.slice(dot + 1);
  if (dot > 0 && parseItemRef(item)?.kind === "item" && NAME.test(field)) {
    return { from: "item", item, field };
  }
  throw new Unreadable(
    word,
    `“${name}”的预填“${word}”看不懂，可用：名录.户数、名录.人口、名录.流动人口、上次、任务号.字段`,
  );
}
