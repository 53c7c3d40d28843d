import type { BoardRow, BoardValue } from "#contract/board";
import type { Field, Value } from "#contract/forms";
import { isNil } from "#contract/nil";
import { maskPersonal } from "#domain/masking";

/**
 * What a reply may show on a board: numbers and choices. Words, dates, photos, recordings and
 * places are only named as given, since any of them may be about a person (SPEC §1.13).
 * @param stored as in the target's row
 */
export function boardValues(
  fields: Field[],
  stored: Record<string, unknown> | null,
): Pick<BoardRow, "values" | "given" | "nil"> {
  if (stored !== null && isNil(stored)) return { values: {}, given: [], nil: true };
  const values: Record<string, BoardValue> = {};
  const given: string[] = [];
  for (const field of fields) {
    if (stored === null || !Object.hasOwn(stored, field.name)) continue;
    const shown = shownValue(field, stored[field.name] as Value);
    if (shown === null) given.push(field.name);
    else values[field.name] = shown;
  }
  return { values, given, nil: false };
}

function shownValue(field: Field, value: Value): BoardValue | null {
  if (isNil(value)) return { nil: true };
  const options = field.options ?? [];
  switch (field.type) {
    case "整数":
    case "小数":
    case "金额":
      return typeof value === "number" && !isPersonal(value) ? value : null;
    case "是否":
      return typeof value === "boolean" ? value : null;
    case "单选":
      return typeof value === "string" && options.includes(value) ? value : null;
    case "多选":
      return Array.isArray(value) && value.every((one) => options.includes(one)) ? value : null;
    default:
      return null;
  }
}

/** A phone number typed into a number field is still a phone number. */
function isPersonal(value: number): boolean {
  return maskPersonal(String(value)).masked.length > 0;
}
