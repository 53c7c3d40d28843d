import { entryOf, isAttached, isNumeric, type Reader } from "#contract/field-types";
import type { Field } from "#contract/forms";
import { fold } from "../text/text.ts";

/** One value found in loose text, still as typed. */
export interface Found {
  field: Field;
  raw: string;
  /** A single dash stands between name and number: `在册-6`, which is six or minus six. */
  dashed?: boolean;
}

const SEPARATOR = /[\s,、;]/;
/** What may stand between a name and its value: `在册：6`, `在册 6`, `在册——6`. */
const GLUE = /^(?:[\s:=—―─]|[-–－]{2,})*/;
const DASH = /^[-–－−]/;
/** Digits in groups of three, as spreadsheets print them, behind a sign, 有 or ¥. */
const GROUPED = /^[^\d\s,、;]{0,3}[1-9]\d{0,2}(?:,\d{3})+(?![\d,])/;
const COPULA = /^[是为有共]/;
/**
 * How far a value goes over blanks. `whole`: the last value asked for, where all of it reads as one:
 * `7万 5千 4百`, `- 1,200`, `1月 27日`.
 */
const RUNS: Record<Reader, "word" | "whole" | "options" | "prose"> = {
  number: "whole",
  date: "whole",
  clock: "whole",
  options: "options",
  prose: "prose",
  yesNo: "word",
  option: "word",
  attached: "word",
  word: "word",
};

/**
 * Finds values in what was typed without `键=`: by position (`42 42 3`), by name glued to the
 * value (`在册六，新增0，异常没有`), or both mixed; positions go to the fields not yet named.
 *
 * @param taken names already given as pairs
 * @param reads whether a piece makes sense as a value of a field; decides between two readings
 * @param grouped whether `1,234` is one number; else its comma separates two
 * @returns what was found, and the text left over when there are more values than fields
 */
export function findValues(
  text: string,
  fields: Field[],
  taken: ReadonlySet<string>,
  reads: (field: Field, raw: string) => boolean,
  grouped = true,
): { found: Found[]; extra: string | null } {
  const folded = fold(text);
  const byLength = fields.toSorted((a, b) => b.name.length - a.name.length);
  const found: Found[] = [];
  // What is attached is never typed, so positions skip it.
  let waiting = fields.filter((field) => !taken.has(field.name) && !isAttached(field));

  const separatorAfter = (from: number): number => {
    const offset = folded.slice(from).search(SEPARATOR);
    return offset < 0 ? text.length : from + offset;
  };
  const pieceStart = (from: number): number => {
    let at = from;
    while (at < text.length && SEPARATOR.test(folded.charAt(at))) at++;
    return at;
  };
  const fieldAt = (at: number): Field | undefined =>
    byLength.find((field) => folded.startsWith(field.name, at));

  /** Text runs on over separators, up to the next field's name; a choice of many over its options. */
  const valueEnd = (field: Field, from: number, glued: boolean): number => {
    const group = grouped && isNumeric(field) ? GROUPED.exec(folded.slice(from)) : null;
    let end = separatorAfter(from + (group?.[0].length ?? 0));
    const alone = waiting.every((other) => other === field);
    const runs = RUNS[entryOf(field).read];
    if (alone && runs === "whole" && reads(field, text.slice(from))) return text.length;
    const last = glued || alone;
    const runsOn = (start: number): boolean => {
      if (runs === "prose") return last && fieldAt(start) === undefined;
      return runs === "options" && reads(field, text.slice(start, separatorAfter(start)));
    };
    for (let start = pieceStart(end); start < text.length && runsOn(start); ) {
      end = separatorAfter(start);
      start = pieceStart(end);
    }
    return end;
  };
  const byName = (at: number): (Found & { end: number }) | null => {
    const field = fieldAt(at);
    if (!field) return null;
    const named = at + field.name.length;
    const from = named + (GLUE.exec(folded.slice(named))?.[0].length ?? 0);
    const end = valueEnd(field, from, true);
    const raw = text.slice(from, end);
    const bare = raw.replace(COPULA, "");
    const spoken = isNumeric(field) && !reads(field, raw) && reads(field, bare);
    const dashed = isNumeric(field) && from === named && DASH.test(raw);
    return { field, raw: spoken ? bare : raw, end, ...(dashed && { dashed }) };
  };
  const byPosition = (at: number): (Found & { end: number }) | null => {
    const field = waiting[0];
    if (!field) return null;
    const end = valueEnd(field, at, false);
    return { field, raw: text.slice(at, end), end };
  };

  for (let at = pieceStart(0); at < text.length; ) {
    const named = byName(at);
    const placed = byPosition(at);
    const nameFits = named && (reads(named.field, named.raw) || !placed);
    const placeFits = placed && reads(placed.field, placed.raw);
    const pick = nameFits || (named && !placeFits) ? named : placed;
    if (!pick) return { found, extra: text.slice(at) };
    const { end, ...value } = pick;
    found.push(value);
    waiting = waiting.filter((field) => field !== pick.field);
    at = pieceStart(end);
  }
  return { found, extra: null };
}
