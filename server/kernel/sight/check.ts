import { z } from "zod";
import type { Facet } from "#contract/facets";
import type { Kind } from "../define-kind.ts";
import type { LedgerDef } from "../ledger/define-ledger.ts";
import type { FieldWords } from "./define-sight.ts";
import type { Retention } from "./retention.ts";

/** @throws Error at start, where a kind names a field, a state or a side that it has not */
export function checkKind({ key, spec, fields, states, sight = [], keep, lines = {} }: Kind): void {
  checkFields(key, spec, fields);
  const words = [fields, ...Object.values(lines).map((line) => line.fields)];
  for (const [name, line] of Object.entries(lines)) {
    checkFields(`${key}/${name}`, line.row, line.fields);
  }
  for (const { from = [], until = [] } of sight) {
    const missing = [...from, ...until].find((state) => !(state in states));
    if (missing) throw new Error(`${key} has no state ${missing}, which its sight names`);
  }
  checkKeep(key, spec, words, keep);
}

/** @throws Error at start, as for a kind */
export function checkLedger({ key, row, fields, keep }: LedgerDef): void {
  checkFields(key, row, fields);
  checkKeep(key, row, [fields], keep);
}

function checkFields(of: string, shape: z.ZodType, fields: FieldWords = {}): void {
  const missing = Object.keys(fields).find((name) => !has(shape, name));
  if (missing) throw new Error(`${of} has no field ${missing}`);
}

function checkKeep(
  of: string,
  shape: z.ZodType,
  words: (FieldWords | undefined)[],
  keep: readonly Retention[] = [],
): void {
  const facets = new Set<Facet>(["plain"]);
  for (const { facet } of words.flatMap((one) => Object.values(one ?? {}))) {
    if (facet) facets.add(facet);
  }
  for (const { drop, from } of keep) {
    const missing = drop === "rows" ? undefined : drop.find((facet) => !facets.has(facet));
    if (missing) throw new Error(`${of} keeps nothing that is ${missing}, and would drop it`);
    if (typeof from === "object" && !has(shape, from.field)) {
      throw new Error(`${of} has no field ${from.field}, from which it counts`);
    }
  }
}

function has(shape: z.ZodType, name: string): boolean {
  return shape instanceof z.ZodObject && name in shape.shape;
}
