import { typeCalled } from "#contract/field-types";
import { splitOutside } from "../text/enclosures.ts";
import { splitList } from "../text/line.ts";
import { Unreadable } from "../text/unreadable.ts";

const typeOf = (word: string) => /^([^!(]*)/.exec(word)![1]!;

/**
 * The fields of a 字段= one by one, each as `名:类型…`. People also part them by blanks alone:
 * 在册 整数 新增 整数 is two fields, for a word that names a type belongs to the name before it.
 * @throws Unreadable with both spellings where a blank may as well stand within a name (返乡 人数)
 */
export function fieldPieces(text: string): string[] {
  const read = splitList(text).map(parted);
  const fields = read.flatMap((piece) => piece.fields);
  const doubtful = read.find((piece) => piece.isDoubtful);
  if (!doubtful) return fields;
  const glued = read.flatMap((piece) => piece.whole ?? piece.fields);
  const suggestions = [...new Set([fields, glued].map((names) => names.join(",")))];
  throw new Unreadable(
    doubtful.piece,
    `字段“${doubtful.piece}”中间有空格，说不清是几个字段：几个字段用逗号隔开，写成 ${suggestions[0]}`,
    suggestions,
  );
}

interface Parted {
  piece: string;
  fields: string[];
  /** A name stands without its type beside other words. */
  isDoubtful: boolean;
  /** All of it as one name, where none of its words says more. */
  whole: string | null;
}

function parted(piece: string): Parted {
  const words = splitOutside(closedUp(piece), /\s/);
  const fields: string[] = [];
  let bare: string | null = null;
  let bares = 0;
  for (const word of words) {
    if (bare !== null && typeCalled(typeOf(word)) && !word.includes(":")) {
      fields[fields.length - 1] = `${bare}:${word}`;
      bare = null;
      bares -= 1;
      continue;
    }
    fields.push(word);
    bare = /[:!(=]/.test(word) ? null : word;
    bares += bare === null ? 0 : 1;
  }
  const isDoubtful = fields.length > 1 && bares > 0;
  return {
    ...{ piece, fields, isDoubtful },
    whole: isDoubtful && bares === words.length ? words.join("") : null,
  };
}

/** Without the blanks around the signs of one field: `水位 : 小数 (0 - 30)`. */
function closedUp(piece: string): string {
  return piece
    .replace(/\([^()]*\)/g, (brackets) => brackets.replace(/\s+/g, ""))
    .replace(/\s*([:=(|])\s*/g, "$1")
    .replace(/\s+([!)])/g, "$1");
}
