import type { BoardRow, BoardValue } from "#contract/board";
import { entryOf, optionsOf } from "#contract/field-types";
import type { Field, Value } from "#contract/forms";
import { isNil } from "#contract/nil";
import { maskPersonal } from "../text/masking.ts";
import { chosenIn } from "./field-words.ts";

/**
 * What a reply may show on a board: what its types say, numbers and choices. Words, dates, photos,
 * recordings and places are only named as given, since any may be about a person (SPEC §1.13).
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
  const { shown, numeric } = entryOf(field);
  if (!shown) return null;
  if (numeric) return typeof value === "number" && !isPersonal(value) ? value : null;
  const chosen = chosenIn(value);
  return chosen.length > 0 && chosen.every((one) => optionsOf(field).includes(one)) ? value : null;
}

/** A phone number typed into a number field is still a phone number. */
function isPersonal(value: number): boolean {
  return maskPersonal(String(value)).masked.length > 0;
}
