import { Refusal } from "#contract/errors";
import type { CompletionKind } from "#contract/nouns";
import { parseInteger } from "#domain/numerals";
import { cleanName } from "#domain/text";
import { replyOffers } from "./complete/reply-offers.ts";
import type { Context } from "./context.ts";
import type { Command } from "./define-command.ts";

/**
 * The kinds of argument a command may take. One value gives the parser of the typed line, the
 * widget of the form and the source of completion.
 */
export type ArgKind =
  | "text"
  | "choice"
  | "flag"
  | "scope"
  | "time"
  | "item"
  | "node"
  | "nodes"
  | "fields"
  | "rules"
  | "ladder"
  | "list"
  | "number"
  | "values"
  | "words"
  | "body";

/** One thing that may be put where the cursor stands (SPEC §1.22). */
export interface Offer {
  /** Takes the place of what was typed. */
  insert: string;
  label: string;
  detail?: string;
  kind: CompletionKind;
}

/** The rest of the line, for an argument whose values depend on it. */
export interface Asking {
  command: Command;
  /** What the other arguments of the line were given, as typed. */
  given: ReadonlyMap<string, string>;
}

export interface Arg<T> {
  kind: ArgKind;
  /** The key typed before `=`, and the label of the form. */
  zh: string;
  aliases: string[];
  required: boolean;
  /** Runs to the next ` 键=` of the command, commas included (SPEC §1.1). */
  long: boolean;
  /** May stand on the line without its key: `main` takes the words nobody else claims. */
  place: "key" | "word" | "main" | "rest" | "body";
  options?: string[];
  help: string;
  /** Whether a bare word of the line is this argument. */
  claims?(word: string, ctx: Context): boolean | Promise<boolean>;
  /** Several words may be claimed. */
  many?: boolean;
  /**
   * Completion: what the person may mean by a beginning, nothing beyond their own scope. Of a list
   * only the part at the cursor is asked for. Without it `options` are offered.
   */
  offers?(prefix: string, ctx: Context, line: Asking): Offer[] | Promise<Offer[]>;
  /**
   * Turns what was typed into a value.
   * @throws Refusal `bad_argument` or `ambiguous`, naming the token and what is allowed
   */
  read(raw: Raw, ctx: Context): T | Promise<T>;
  /** The value when nothing was given and the argument is optional. */
  blank: T;
}

/** What the line or the form gave for one argument, before it is read. */
export interface Raw {
  /** The argument's own text; several claimed words are joined by a space. */
  text: string;
  words: string[];
  /** Pairs with keys the command does not know: fields of a reply. */
  pairs: { key: string; value: string }[];
  /** Rewrites the typed line with another value in place of this one, for numbered candidates. */
  rewrite(value: string): string;
}

export type ArgShape = Record<string, Arg<unknown>>;
export type InputOf<A extends ArgShape> = {
  [K in keyof A]: A[K] extends Arg<infer T> ? T : never;
};

export interface Options<R extends boolean> {
  required?: R;
  aliases?: string[];
  help?: string;
  /** Source of completion, where the kind has none or another fits better. */
  offers?: Arg<unknown>["offers"];
}
export type Maybe<T, R extends boolean> = R extends true ? T : T | null;

/** Shared by every kind: required or not, key or word. */
export function base<R extends boolean>(
  kind: ArgKind,
  zh: string,
  options: Options<R>,
): Pick<
  Arg<null>,
  "kind" | "zh" | "aliases" | "required" | "long" | "place" | "help" | "blank" | "offers"
> {
  return {
    kind,
    zh,
    aliases: options.aliases ?? [],
    required: options.required ?? false,
    long: false,
    place: "key",
    help: options.help ?? "",
    blank: null,
    ...(options.offers && { offers: options.offers }),
  };
}

/** Free text. `name` refuses what cannot be seen, with which one title passes for another. `main` takes the words that nothing else claimed; `long` values hold commas and spaces. */
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

/** One of a few words; an unmistakable beginning is enough. */
export function choice<const O extends string, R extends boolean = false>(
  zh: string,
  options: readonly O[],
  more: Options<R> & { word?: boolean } = {},
): Arg<Maybe<O, R>> {
  const pick = (typed: string) => {
    const hits = options.filter((option) => option === typed);
    const starts = options.filter((option) => option.startsWith(typed));
    return hits[0] ?? (typed !== "" && starts.length === 1 ? starts[0] : undefined);
  };
  const arg: Arg<O | null> = {
    ...base("choice", zh, more),
    place: more.word ? "word" : "key",
    options: [...options],
    claims: (word) => options.some((option) => option === word),
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

/** 是 or 否. */
export function flag(zh: string, options: Options<false> = {}): Arg<boolean | null> {
  return {
    ...base("flag", zh, options),
    options: ["是", "否"],
    read(raw) {
      const typed = raw.text.trim().toLowerCase();
      if (["是", "true", "1", "要"].includes(typed)) return true;
      if (["否", "false", "0", "不"].includes(typed)) return false;
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
  help = "",
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
    ...base("values", zh, { help: "按表格顺序填数，或写 字段=值" }),
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

export function blank(zh: string): Refusal {
  return new Refusal("bad_argument", `缺少“${zh}”，请补上`, { field: zh, hint: `例：${zh}=…` });
}
