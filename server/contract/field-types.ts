/**
 * What a field can hold (SPEC §1.10), an entry each. Whatever reads, compares, sums, shows, offers or
 * draws a field asks this table, here and in the web: a new type is a new entry and nothing else.
 * Plain data: a phone lists it without zod. A new way to read what is typed is a reader beside the
 * others (domain/read-value.ts), a new control a widget of the web's forms; both are held complete
 * by their types.
 */
export interface FieldTypeEntry {
  /** Its name in English; the Chinese one, its key, is what is typed and stored. */
  en: string;
  /** Other words for it, never stored. */
  aliases?: readonly string[];
  /** A number: rules compare it, the directory can prefill it, a board has a column for it. */
  numeric?: { decimals: number };
  /**
   * What places together have: the sum, or how many chose each option. Without it: listed, never
   * summed. Not to be changed later: what stands in the book stands by position.
   */
  sums?: "added" | "counted";
  /** A board holds the value; else only that it was given, since it may be about a person (SPEC §1.13). */
  shown: boolean;
  read: Reader;
  /** What may stand in its brackets. */
  brackets?: "range" | "options" | "length" | "future";
  /** The same for every field of the type; else a field brings its own options. */
  choices?: readonly string[];
  /** Attached, not typed: what kind of file, and the measure word of several. */
  attached?: { kind: "photo" | "voice"; measure: string };
  widget: Widget;
}

/** How what is typed becomes a value. */
export type Reader =
  | "number"
  | "yesNo"
  | "option"
  | "options"
  | "date"
  | "clock"
  | "attached"
  | "prose"
  | "word";

/** Which control of a form takes it. */
export type Widget =
  | "number"
  | "yes-no"
  | "choice"
  | "choices"
  | "date"
  | "clock"
  | "attached"
  | "prose"
  | "place";

/** What numbers have in common. */
const NUMBER = { shown: true, read: "number", brackets: "range", widget: "number" } as const;

const TYPES = {
  整数: { en: "Integer", numeric: { decimals: 0 }, sums: "added", ...NUMBER },
  小数: { en: "Decimal", numeric: { decimals: 4 }, sums: "added", ...NUMBER },
  金额: { en: "Money", numeric: { decimals: 2 }, sums: "added", ...NUMBER },
  文字: { en: "Text", shown: false, read: "prose", brackets: "length", widget: "prose" },
  是否: {
    en: "Yes or no",
    sums: "counted",
    shown: true,
    read: "yesNo",
    choices: ["是", "否"],
    widget: "yes-no",
  },
  单选: {
    en: "One of",
    aliases: ["枚举"],
    sums: "counted",
    shown: true,
    read: "option",
    brackets: "options",
    widget: "choice",
  },
  多选: {
    en: "Some of",
    sums: "counted",
    shown: true,
    read: "options",
    brackets: "options",
    widget: "choices",
  },
  日期: { en: "Date", shown: false, read: "date", brackets: "future", widget: "date" },
  时间: { en: "Time", shown: false, read: "clock", widget: "clock" },
  照片: {
    en: "Photo",
    shown: false,
    read: "attached",
    attached: { kind: "photo", measure: "张" },
    widget: "attached",
  },
  录音: {
    en: "Recording",
    shown: false,
    read: "attached",
    attached: { kind: "voice", measure: "段" },
    widget: "attached",
  },
  节点: { en: "Place", shown: false, read: "word", widget: "place" },
} as const satisfies Record<string, FieldTypeEntry>;

export type FieldType = keyof typeof TYPES;

export const FIELD_TYPES: Readonly<Record<FieldType, FieldTypeEntry>> = TYPES;
export const FIELD_TYPE_NAMES = Object.keys(TYPES) as [FieldType, ...FieldType[]];
/** Of a field that names none. */
export const DEFAULT_TYPE: FieldType = "整数";
/** Of a field of a kind's own that names none. */
export const OWN_TYPE: FieldType = "文字";

/** Constraint of a day whose answers look ahead; else they look back (SPEC §1.5). */
export const FUTURE = "未来";

interface Typed {
  type: FieldType;
  options?: readonly string[] | undefined;
}

export function entryOf({ type }: Pick<Typed, "type">): FieldTypeEntry {
  return FIELD_TYPES[type];
}

/** The type that a word names, by its name or another word for it. */
export function typeCalled(word: string): FieldType | undefined {
  return FIELD_TYPE_NAMES.find(
    (name) => name === word || FIELD_TYPES[name].aliases?.includes(word),
  );
}

/** What can be chosen in a field; nothing where it is not chosen. */
export function optionsOf(field: Typed): readonly string[] {
  return entryOf(field).choices ?? field.options ?? [];
}

export function isNumeric(field: Pick<Typed, "type">): boolean {
  return entryOf(field).numeric !== undefined;
}

/** Added up over places; other numbers, like a temperature, stand for themselves. */
export function isAdded(field: Pick<Typed, "type">): boolean {
  return entryOf(field).sums === "added";
}

/** Words of one's own, which run on and may be about a person. */
export function isProse(field: Pick<Typed, "type">): boolean {
  return entryOf(field).read === "prose";
}

export function isAttached(field: Pick<Typed, "type">): boolean {
  return entryOf(field).attached !== undefined;
}
