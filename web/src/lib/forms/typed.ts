import { entryOf, isAttached, isProse } from "#contract/field-types";
import type { Field, ReplyValues, Value } from "#contract/forms";
import { isNil } from "#contract/nil";
import { readValue } from "#domain/form/read-value";

/** A value as it stands in a form: text as typed, a choice, several, or 无. */
export type Typed = string | boolean | string[] | { nil: true } | null;

export function isBlank(value: Typed | undefined): boolean {
  if (value === undefined || value === null) return true;
  return Array.isArray(value) ? value.length === 0 : typeof value === "string" && !value.trim();
}

/** A stored value, or one that was on its way, as its form shows it. */
export function typedOf(field: Field, value: unknown): Typed {
  if (value === undefined || value === null) return null;
  if (typeof value === "number") return String(value);
  if (value === NOTHING && !isProse(field)) return { nil: true };
  if (entryOf(field).read === "options" && typeof value === "string") return value.split("、");
  return value as Typed;
}

/** How 无 is spelt in a command. */
const NOTHING = "没有";

/** How a value goes into the command. */
export function spelt(value: NonNullable<Typed>): string | boolean | string[] {
  if (isNil(value)) return NOTHING;
  return value as string | boolean | string[];
}

/** What the server would read, by the code that reads it there (SPEC §1.9–1.10). */
export function readTyped(
  field: Field,
  value: NonNullable<Typed>,
  now: number,
): { ok: true; value: Value } | { ok: false; message: string } {
  if (isNil(value) || typeof value === "boolean" || isAttached(field)) return { ok: true, value };
  return readValue(field, Array.isArray(value) ? value.join("、") : value, now);
}

export interface Reading {
  values: ReplyValues;
  /** By field, for those that cannot be read. */
  errors: Record<string, string>;
}

/** Reads all that is filled in; blank fields are absent. */
export function readAll(
  fields: readonly Field[],
  typed: Record<string, Typed>,
  now: number,
): Reading {
  const reading: Reading = { values: {}, errors: {} };
  for (const field of fields) {
    const value = typed[field.name] ?? null;
    if (value === null || isBlank(value)) continue;
    const read = readTyped(field, value, now);
    if (read.ok) reading.values[field.name] = read.value;
    else reading.errors[field.name] = read.message;
  }
  return reading;
}
