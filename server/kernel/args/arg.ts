import { Refusal } from "#contract/errors";
import type { CompletionKind, InBoth } from "#contract/nouns";
import type { Context } from "../context.ts";
import type { Command } from "../define-command.ts";

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
  /** The word may go on after this choice. */
  goesOn?: boolean;
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
  help: InBoth;
  /** Whether a bare word of the line is this argument; `left` words before it are nobody's. */
  claims?(word: string, ctx: Context, left: number): boolean | Promise<boolean>;
  /**
   * Whether a text that holds blanks, `1月28日 18:00`, is as a whole a value of this kind: how far a
   * value runs on over a blank (SPEC §1.1). Also asked of a single word left behind a value: one
   * that would be a value itself is asked about. Without it a value ends at the first blank.
   */
  readsOn?(text: string, ctx: Context): boolean;
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
  help?: InBoth;
  /** Source of completion, where the kind has none or another fits better. */
  offers?: Arg<unknown>["offers"];
}
export type Maybe<T, R extends boolean> = R extends true ? T : T | null;

const NO_HELP: InBoth = { zh: "", en: "" };

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
    help: options.help ?? NO_HELP,
    blank: null,
    ...(options.offers && { offers: options.offers }),
  };
}

/** What a required argument that was left out is answered. */
export function blank(zh: string): Refusal {
  return new Refusal("bad_argument", `缺少“${zh}”，请补上`, { field: zh, hint: `例：${zh}=…` });
}

/** What does not read as its kind is answered: with what to choose, where something was meant. */
export function unreadable(
  zh: string,
  raw: Raw,
  { message, suggestions }: { message: string; suggestions?: string[] },
): Refusal {
  const candidates = suggestions?.map((text) => ({ label: text, text: raw.rewrite(text) }));
  return new Refusal(candidates ? "ambiguous" : "bad_argument", message, {
    field: zh,
    ...(candidates && { candidates }),
  });
}
