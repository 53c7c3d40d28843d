import {
  DEFAULT_TYPE,
  entryOf,
  FIELD_TYPE_NAMES,
  FUTURE,
  isNumeric,
  typeCalled,
} from "#contract/field-types";
import type { Field, FieldType, Figure, Prefill } from "#contract/forms";
import { foldSigns } from "../text/signs.ts";
import { type NotRead, readOrNot, Unreadable } from "../text/unreadable.ts";
import { constraints, FIGURES, MAX_NAME, NAME, parsePrefill } from "./constraints.ts";
import { fieldPieces } from "./pieces.ts";

const MAX_FIELDS = 40;
const PIECE = /^([^:!(=]*)(?::([^!(=]*))?(!?)(?:\(([^()]*)\))?(!?)(?:=(.*))?$/;
/** Argument keys of `/报` itself: a field of that name could never be filled. */
const REPLY_KEYS = new Set(["代", "渠道", "对方", "附"]);

/** Words of the 进度 row (SPEC §1.8): allowed as names, but never mixed into that row. */
const TALLY_WORDS = new Set(
  (
    "应报 响应 迟 已报 已核 已上报 逾期 补报 离线 退回 待下达 困难 代签 代报 免报 未联系上 增派 自核 " +
    "响应率 完成率 按时率 覆盖率 应签收 已签收 应签署 已签署 应确认 已确认 送达户 已读"
  ).split(" "),
);

export type FieldsResult = { ok: true; fields: Field[]; hints: string[] } | NotRead;

/**
 * Reads 字段= : `名:类型[!][(约束或单位)][=预填]`, separated by `, ， 、` outside brackets
 * (SPEC §1.10). NotRead with the token at fault; `hints` go into the preview.
 *
 * @example parseFields("在册:整数!,方式:单选(电话|入户),水位:小数(0-30米)=上次")
 */
export function parseFields(text: string): FieldsResult {
  return readOrNot(() => {
    const pieces = fieldPieces(foldSigns(text));
    if (pieces.length === 0) throw new Unreadable(text, "字段是空的，例：在册:整数!,异常:整数!");
    if (pieces.length > MAX_FIELDS) {
      throw new Unreadable(text, `最多${MAX_FIELDS}个字段，现在有${pieces.length}个`);
    }
    const fields = pieces.map(parsePiece);
    const names = fields.map((field) => field.name);
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined) throw new Unreadable(twice, `字段“${twice}”写了两次`);
    return { fields, hints: names.flatMap(hintsOn) };
  });
}

function hintsOn(name: string): string[] {
  if (TALLY_WORDS.has(name)) return [`字段“${name}”与进度用词同名，只在“数据”一行合计`];
  if (name === "说明") return ["字段“说明”与回复自带的说明同名，按字段收"];
  return [];
}

function parsePiece(piece: string): Field {
  const match = PIECE.exec(piece.replace(/\s+/g, ""));
  if (!match)
    throw new Unreadable(piece, `看不懂字段“${piece}”，写法：名:类型!(单位或范围)，例：在册:整数!`);
  const [, name = "", typeWord = "", mark1, body, mark2, prefillWord] = match;
  checkName(name, piece);
  const type = typeNamed(typeWord, piece);
  return {
    name,
    type,
    required: Boolean(mark1 || mark2),
    ...constraints(name, type, body),
    ...(prefillWord !== undefined && { prefill: parsePrefill(name, type, prefillWord) }),
  };
}

function checkName(name: string, piece: string): void {
  if (name === "") throw new Unreadable(piece, `“${piece}”缺字段名，例：在册:整数!`);
  if ([...name].length > MAX_NAME) {
    throw new Unreadable(name, `字段名“${name}”太长，最多${MAX_NAME}个字`);
  }
  // Names become object keys, so those every object has already are not ours to use.
  if (!NAME.test(name) || /^\p{N}+$/u.test(name) || name in {}) {
    throw new Unreadable(name, `“${name}”不能作字段名，请用汉字或字母，不带标点`);
  }
  if (REPLY_KEYS.has(name)) {
    throw new Unreadable(name, `“${name}”是填报自带的一项，字段请换个名字，例：联系${name}`);
  }
}

function typeNamed(word: string, piece: string): FieldType {
  if (word === "") return DEFAULT_TYPE;
  const type = typeCalled(word);
  if (type) return type;
  throw new Unreadable(
    word,
    `“${piece}”里不认识类型“${word}”，可用：${FIELD_TYPE_NAMES.join("、")}`,
  );
}

/**
 * Adds the prefill that the county's table names for common number fields (住户 → households)
 * where the issuer gave none.
 */
export function withPrefill(fields: Field[], table: Record<string, Figure>): Field[] {
  return fields.map((field) => {
    const figure = Object.hasOwn(table, field.name) ? table[field.name] : undefined;
    if (!figure || field.prefill || !isNumeric(field)) return field;
    return { ...field, prefill: { from: "node", figure } };
  });
}

/** One field in words, for forms, previews and help: `水位（小数，必填，0-30米）`. */
export function describeField(field: Field): string {
  const { min, max, unit = "" } = field;
  const range = min !== undefined ? `${min}-${max}${unit}` : unit && `单位${unit}`;
  const parts = [
    field.type,
    field.required ? "必填" : "",
    entryOf(field).brackets === "length" ? (max === undefined ? "" : `最多${max}字`) : range,
    field.options?.join("|") ?? "",
    field.future ? FUTURE : "",
    field.prefill ? `预填${describePrefill(field.prefill)}` : "",
  ];
  return `${field.name}（${parts.filter((part) => part !== "").join("，")}）`;
}

function describePrefill(prefill: Prefill): string {
  if (prefill.from === "last") return "上次";
  if (prefill.from === "item") return `${prefill.item}.${prefill.field}`;
  const word = Object.keys(FIGURES).find((key) => FIGURES[key] === prefill.figure);
  return `名录.${word}`;
}
