import type { Value } from "#contract/forms";

/**
 * A name with its value, as echoed everywhere: `在册6`; a colon where digits would run together, and
 * before a minus, which would read as a dash.
 */
export function labelled(name: string, value: string | number): string {
  return /\p{N}$/u.test(name) || String(value).startsWith("-")
    ? `${name}:${value}`
    : `${name}${value}`;
}

/** The options that a value of a choice stands for, one or several: 是 of true. */
export function chosenIn(value: Value): string[] {
  if (typeof value === "boolean") return [value ? "是" : "否"];
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value : [];
}
