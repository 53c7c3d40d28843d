import type { Field } from "#contract/forms";
import type { NodeView } from "#contract/nouns";
import { m } from "#web/i18n/paraglide/messages.js";

/** A value as it stands in a form: text as typed, a choice, several, or 无. */
export type Typed = string | boolean | string[] | { nil: true } | null;

/** One target's reply being filled; kept on the device until it is sent. */
export class ReplyDraft {
  readonly fields: readonly Field[];
  readonly #key: string;
  values = $state<Record<string, Typed>>({});
  note = $state("");
  errors = $state<Record<string, string>>({});

  constructor(key: string, fields: readonly Field[], start: Record<string, unknown>) {
    this.fields = fields;
    this.#key = `lingda.reply ${key}`;
    const kept = localStorage.getItem(this.#key);
    const { values, note } = kept ? JSON.parse(kept) : { values: null, note: "" };
    this.values =
      values ?? Object.fromEntries(fields.map(({ name }) => [name, typedOf(start[name])]));
    this.note = note;
  }

  set(name: string, value: Typed): void {
    this.values[name] = value;
    delete this.errors[name];
    this.keep();
  }

  keep(): void {
    localStorage.setItem(this.#key, JSON.stringify({ values: this.values, note: this.note }));
  }

  drop(): void {
    localStorage.removeItem(this.#key);
  }

  /** Looks at each field by itself; rules between fields are the server's to judge. */
  check(): boolean {
    this.errors = {};
    for (const field of this.fields) {
      const error = errorOf(field, this.values[field.name] ?? null);
      if (error) this.errors[field.name] = error;
    }
    return Object.keys(this.errors).length === 0;
  }

  /** Puts a refusal where it belongs; @returns whether some field took it. */
  blame(message: string, field: string | undefined): boolean {
    const named = this.fields.filter(({ name }) => name === field || speaksOf(message, name));
    for (const { name } of named) this.errors[name] = message;
    return named.length > 0;
  }

  /** What goes into the command: blank fields stay out. */
  get input(): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(this.values).flatMap(([name, value]) => {
        if (value === null || value === "" || (Array.isArray(value) && value.length === 0))
          return [];
        if (isNil(value)) return [[name, "没有"]];
        return [[name, Array.isArray(value) ? value.join("、") : value]];
      }),
    );
  }
}

/** 已摸排999大于住户93 names both; 住户群 names none. */
function speaksOf(message: string, name: string): boolean {
  const at = message.split(name).slice(1);
  return message.includes(`“${name}”`) || at.some((after) => /^\s*-?\d/.test(after));
}

export function isNil(value: Typed | undefined): value is { nil: true } {
  return typeof value === "object" && value !== null && "nil" in value;
}

export function isNumeric({ type }: Field): boolean {
  return type === "整数" || type === "小数" || type === "金额";
}

function typedOf(value: unknown): Typed {
  if (value === undefined || value === null) return null;
  return typeof value === "number" ? String(value) : (value as Typed);
}

function errorOf(field: Field, value: Typed): string | null {
  const isBlank = value === null || value === "" || (Array.isArray(value) && value.length === 0);
  // What starts from somewhere is filled by the server where it is left blank.
  if (isBlank)
    return field.required && !field.prefill ? m.field_required({ name: field.name }) : null;
  if (!isNumeric(field) || isNil(value)) return null;
  const text = String(value).replace(/[０-９]/g, (c) =>
    String.fromCharCode(c.charCodeAt(0) - 0xfee0),
  );
  // 六 and 十二 are numbers too; the server reads them.
  const number = Number(text);
  if (Number.isNaN(number))
    return /^[\d.\s-]+$/.test(text) ? m.field_number({ name: field.name }) : null;
  if (field.type === "整数" && !Number.isInteger(number))
    return m.field_integer({ name: field.name });
  if (field.min !== undefined && number < field.min)
    return m.field_min({ name: field.name, min: field.min });
  if (field.max !== undefined && number > field.max)
    return m.field_max({ name: field.name, max: field.max });
  return null;
}

/** What the directory knows of the place, so that the worker only has to correct it. */
export function figuresOf(
  fields: readonly Field[],
  place: NodeView | null,
): Record<string, number> {
  const known: Record<string, number> = {};
  for (const { name, prefill } of fields) {
    // The flowing population is nobody's to read here; the server fills it in.
    if (prefill?.from !== "node" || prefill.figure === "migrants") continue;
    const figure = place?.[prefill.figure];
    if (typeof figure === "number") known[name] = figure;
  }
  return known;
}
