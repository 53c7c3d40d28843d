import { isAdded, isNumeric } from "#contract/field-types";
import type { Field } from "#contract/forms";

/** The fields that have a column of the board: the numbers. */
export function numberFields(fields: readonly Field[]): string[] {
  return fields.filter(isNumeric).map(({ name }) => name);
}

/** Those of them whose numbers stand in their rows alone: degrees do not add up. */
export function neverSummed(fields: readonly Field[]): ReadonlySet<string> {
  const apart = fields.filter((field) => isNumeric(field) && !isAdded(field));
  return new Set(apart.map(({ name }) => name));
}
