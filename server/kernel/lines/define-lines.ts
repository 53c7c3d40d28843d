import type { z } from "zod";
import type { LineRow } from "#db/lines";
import type { Count } from "../count.ts";
import type { State } from "../define-kind.ts";
import type { FieldWords } from "../sight/define-sight.ts";

/**
 * What an item is made of (KINDS §1): goods of a need, shifts of a roster. A line has a state, and a
 * place or a person who must still do it; it is counted along the lineage of the place it speaks of.
 */
export interface LineDef<R = unknown> {
  zh: string;
  en: string;
  /** What a line says; checked when it is added or changed. */
  row: z.ZodType<R>;
  /** Its fields as people read them, by side; one without is plain. */
  fields?: FieldWords;
  /** The first is where a line begins. */
  states: Record<string, State>;
  counts: Count<Line<R>>[];
}

export interface Line<R = unknown> extends Omit<LineRow, "row"> {
  row: R;
}

/** Words of each of a kind's lines at one place, by the lines' name. */
export type LineWords = Record<string, Record<string, number>>;

/** As it is printed behind its item's id: 03. */
export function numbered({ n }: Pick<LineRow, "n">): string {
  return String(n).padStart(2, "0");
}
