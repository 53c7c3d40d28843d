import { isProse } from "#contract/field-types";
import type { Field } from "#contract/forms";
import { labelled } from "./field-words.ts";
import type { Found } from "./loose-values.ts";
import type { ValueResult } from "./read-value.ts";

/** One thing that may have been meant: what a button says, and what it changes in the line as typed. */
export interface Reading {
  label: string;
  edits: { typed: string; meant: string }[];
}

interface Doubt {
  message: string;
  field: string;
  readings: Reading[];
}

const COMMAS = /[,，]/g;

/**
 * `1,234` among several fields is one number or two, and never taken apart without a word
 * (SPEC §1.9).
 * @param apart what is found when commas only separate; null when that are more values than fields
 */
export function groupDoubt(whole: Found[], apart: Found[] | null): Doubt | null {
  if (apart === null || apart.length === whole.length) return null;
  const groups = whole.filter(({ field, raw }) => !isProse(field) && /\d[,，]\d{3}/.test(raw));
  const [first] = groups;
  if (!first) return null;
  const edits = (meant: string) =>
    groups.map(({ raw }) => ({ typed: raw, meant: raw.replace(COMMAS, meant) }));
  const label = (found: Found[]) =>
    found.map(({ field, raw }) => labelled(field.name, raw.trim().replace(COMMAS, ""))).join(" ");
  return {
    message: `“${first.raw.trim()}”是一个数还是几个数？没有报上，请点一个，或写成 ${first.field.name}=${first.raw.trim().replace(COMMAS, "")}`,
    field: first.field.name,
    readings: [
      { label: label(whole), edits: edits("") },
      { label: label(apart), edits: edits(" ") },
    ],
  };
}

/**
 * `在册-6`: in a list of names and numbers the dash is a dash, for a temperature it is a minus. Asked
 * wherever the field takes both.
 */
export function dashDoubt(
  found: Found[],
  read: (field: Field, raw: string) => ValueResult,
): Doubt | null {
  for (const { field, raw, dashed } of found) {
    const bare = raw.replace(/^./u, "");
    const [below, above] = [read(field, raw), read(field, bare)];
    if (!dashed || !below.ok || !above.ok || below.value === above.value) continue;
    const typed = `${field.name}${raw}`;
    const readings = [above, below].map(({ value }) => ({
      label: `${field.name}=${value}`,
      edits: [{ typed, meant: `${field.name}=${value}` }],
    }));
    const message = `“${typed}”是${above.value}还是负${above.value}？没有报上，请点一个`;
    return { message, field: field.name, readings };
  }
  return null;
}
