import { MAX_TEXT_BYTES } from "#contract/envelope";
import { Refusal } from "#contract/errors";
import { byteLength, cleanText } from "#domain/text/text";
import type { Context } from "./context.ts";
import { maskFor } from "./mask.ts";

/** Checks and masks every text of a form before anything of it is stored (SPEC §1.17). */
export function cleanForm(ctx: Context, value: unknown): unknown {
  if (typeof value === "string") return maskFor(ctx, cleanString(value), {});
  if (Array.isArray(value)) return value.map((part) => cleanForm(ctx, part));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, cleanForm(ctx, v)]));
}

/** @throws Refusal `too_large`, or `bad_argument` for half characters and control characters */
export function cleanString(typed: string): string {
  if (byteLength(typed) > MAX_TEXT_BYTES) {
    throw new Refusal("too_large", "太长了，一次最多64KB，请分几次发");
  }
  const cleaned = cleanText(typed);
  if (!cleaned.ok) throw new Refusal("bad_argument", cleaned.reason);
  return cleaned.text;
}
