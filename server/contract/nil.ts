import type { Nil } from "./forms.ts";

/**
 * The value of {@link Nil}, apart from its shape: a phone reads a form's values by the rules of the
 * domain, and need not load zod for it.
 */
export const NIL: Nil = { nil: true };

export function isNil(value: unknown): value is Nil {
  return typeof value === "object" && value !== null && "nil" in value;
}
