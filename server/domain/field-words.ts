import type { Field, FieldType } from "#contract/forms";

const NUMERIC: ReadonlySet<FieldType> = new Set<FieldType>(["整数", "小数", "金额"]);

export function isNumeric(field: Pick<Field, "type">): boolean {
  return NUMERIC.has(field.type);
}

/**
 * A name with its value, as echoed everywhere: `在册6`; a colon where digits would run together, and
 * before a minus, which would read as a dash.
 */
export function labelled(name: string, value: string | number): string {
  return /\p{N}$/u.test(name) || String(value).startsWith("-")
    ? `${name}:${value}`
    : `${name}${value}`;
}
