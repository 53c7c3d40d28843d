import type { BoardRow, BoardValue } from "#contract/board";
import type { Field } from "#contract/forms";
import { gradeTag } from "../tree/row-state.ts";

/** What stands above the table: the same numbers and the same instant as on the screen. */
export interface SheetHead {
  title: string;
  asOf: string;
  line: string;
}

/** Words of the columns, in the reader's language. */
export interface SheetWords {
  place: string;
  state: string;
  marks: string;
  time: string;
  post: string;
  version: string;
  due: string;
  grade: string;
  given: string;
  nil: string;
  yes: string;
  no: string;
}

/** A board's rows as a table of texts and numbers; 没有 stays apart from 0 and from blank. */
export function sheetOf(
  head: SheetHead,
  rows: BoardRow[],
  fields: Field[],
  words: SheetWords,
  moment: (at: number) => string,
): (string | number)[][] {
  const when = (at: number | null) => (at === null ? "" : moment(at));
  const shown = (row: BoardRow, name: string): string | number => {
    if (row.nil) return words.nil;
    if (row.given.includes(name)) return words.given;
    return valueText(row.values[name], words);
  };
  return [
    [head.title],
    [head.asOf],
    [head.line],
    [
      ...[words.place, words.state, words.marks, words.time, words.post],
      ...fields.map(({ name, unit }) => (unit ? `${name}（${unit}）` : name)),
      ...[words.version, words.due, words.grade],
    ],
    ...rows.map((row) => [
      ...[row.path || row.name, row.state, row.marks.join("、"), when(row.time), row.post ?? ""],
      ...fields.map(({ name }) => shown(row, name)),
      ...[row.version, when(row.due), gradeTag(row) ?? ""],
    ]),
  ];
}

export function valueText(
  value: BoardValue | undefined,
  words: Pick<SheetWords, "nil" | "yes" | "no">,
): string | number {
  if (value === undefined) return "";
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (Array.isArray(value)) return value.join("、");
  return typeof value === "object" ? words.nil : value;
}

/**
 * What a spreadsheet may take for the start of a formula: full-width signs are read as the signs
 * themselves in Chinese and Japanese settings, and leading blanks are trimmed by some.
 */
const LIVE = /^(?:[=+\-@＝＋－＠﹢﹣−]|[\s\p{Cf}\p{Cc}])/u;

/** For Excel: a byte order mark, and no text that it would take for a formula. */
export function csvOf(table: (string | number)[][]): string {
  return `\uFEFF${table.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const safe = LIVE.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
