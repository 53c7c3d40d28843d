import { Refusal } from "#contract/errors";
import type { InBoth } from "#contract/nouns";
import { parseInteger } from "#domain/text/numerals";
import { cleanName } from "#domain/text/text";
import { replyOffers } from "../complete/reply-offers.ts";
import { type Arg, base, blank, type Maybe, type Options } from "./arg.ts";

/**
 * Free text. `main` takes the words that nothing else claimed; `long` values hold commas and spaces;
 * `name` refuses characters that cannot be seen, with which one title passes for another.
 */
export function text<R extends boolean = false>(
  zh: string,
  options: Options<R> & { main?: boolean; max?: number; name?: boolean } = {},
): Arg<Maybe<string, R>> {
  const max = options.max ?? 2000;
  const arg: Arg<string | null> = {
    ...base("text", zh, options),
    long: true,
    place: options.main ? "main" : "key",
    read(raw) {
      const value = raw.text.trim();
      if (value === "") throw blank(zh);
      const named = options.name ? cleanName(value) : null;
      if (named && !named.ok) throw new Refusal("bad_argument", named.reason, { field: zh });
      if ([...value].length > max) {
        throw new Refusal("bad_argument", `${zh}最多${max}个字，请写短一些`, { field: zh });
      }
      return value;
    },
  };
  return arg as Arg<Maybe<string, R>>;
}

/** The lines below the first (Shift+Enter), or 正文=. */
export function body(): Arg<string | null> {
  return { ...base("body", "正文", {}), long: true, place: "body", read: (raw) => raw.text };
}

/** One of a few words; an unmistakable beginning or another word for it (战时 for 战) is enough. */
export function choice<const O extends string, R extends boolean = false>(
  zh: string,
  options: readonly O[],
  more: Options<R> & { word?: boolean; synonyms?: Readonly<Record<string, O>> } = {},
): Arg<Maybe<O, R>> {
  const synonyms = new Map(Object.entries(more.synonyms ?? {}));
  const pick = (typed: string): O | undefined => {
    const said = options.find((option) => option === typed) ?? synonyms.get(typed);
    const starts = options.filter((option) => option.startsWith(typed));
    return said ?? (typed !== "" && starts.length === 1 ? starts[0] : undefined);
  };
  const arg: Arg<O | null> = {
    ...base("choice", zh, more),
    place: more.word ? "word" : "key",
    options: [...options],
    claims: (word) => pick(word) !== undefined,
    read(raw) {
      const found = pick(raw.text.trim());
      if (found) return found;
      throw new Refusal("bad_argument", `${zh}只能填${options.join("、")}，没有“${raw.text}”`, {
        field: zh,
        hint: `例：${zh}=${options[0]}`,
      });
    },
  };
  return arg as Arg<Maybe<O, R>>;
}

const YES = new Set(["是", "要", "需要", "对", "好", "有", "true", "yes", "y", "1"]);
const NO = new Set([
  "否",
  "不",
  "不要",
  "不用",
  "不需要",
  "不是",
  "无",
  "没有",
  "false",
  "no",
  "n",
  "0",
]);

/** 是 or 否. */
export function flag(zh: string, options: Options<false> = {}): Arg<boolean | null> {
  return {
    ...base("flag", zh, options),
    options: ["是", "否"],
    read(raw) {
      const typed = raw.text.trim().toLowerCase();
      if (YES.has(typed)) return true;
      if (NO.has(typed)) return false;
      throw new Refusal("bad_argument", `${zh}要填是或否，你写的是“${raw.text}”`, { field: zh });
    },
  };
}

/** A whole number from 0 up, in any spelling people use: 12, １２, 十二. */
export function number<R extends boolean = false>(
  zh: string,
  options: Options<R> & { word?: boolean } = {},
): Arg<Maybe<number, R>> {
  const arg: Arg<number | null> = {
    ...base("number", zh, options),
    place: options.word ? "word" : "key",
    claims: (word) => parseInteger(word) !== null,
    read(raw) {
      const value = parseInteger(raw.text);
      if (value !== null && value >= 0) return value;
      throw new Refusal("bad_argument", `${zh}要填0以上的整数，你写的是“${raw.text}”`, {
        field: zh,
      });
    },
  };
  return arg as Arg<Maybe<number, R>>;
}

/** The bare words of the line as typed, for commands that read them themselves. */
export function words(
  zh: string,
  help?: InBoth,
  options: Pick<Options<false>, "offers"> = {},
): Arg<string[]> {
  return {
    ...base("words", zh, { help, ...options }),
    place: "rest",
    blank: [],
    read: (raw) => raw.words,
  };
}

/** The values of a reply: positional words and `字段=值` pairs. */
export interface TypedValues {
  positional: string[];
  named: { key: string; value: string }[];
}
export function values(zh: string): Arg<TypedValues> {
  return {
    ...base("values", zh, {
      help: {
        zh: "按表格顺序填数，或写 字段=值",
        en: "The numbers in the order of the form, or field=value",
      },
    }),
    place: "rest",
    blank: { positional: [], named: [] },
    offers: replyOffers,
    read: (raw) => ({ positional: raw.words, named: raw.pairs }),
  };
}

/** A text list split at `, ， 、`. */
export function list(zh: string, split: (text: string) => string[]): Arg<string[] | null> {
  return {
    ...base("list", zh, {}),
    read: (raw) => split(raw.text).filter((part) => part !== ""),
  };
}
