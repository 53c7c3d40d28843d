import type { z } from "zod";
import type { Cap } from "#contract/profile";
import type { LedgerRow } from "#db/ledger";
import type { Count } from "../count.ts";
import type { FieldWords, LedgerSight } from "../sight/define-sight.ts";
import type { Retention } from "../sight/retention.ts";

/**
 * Facts that add up or replace one another (KINDS §3), with running totals up the tree and reading
 * as of any instant. A ledger is one value; whoever puts a row into it is a command.
 */
export interface LedgerDef<R = unknown> {
  key: string;
  zh: string;
  en: string;
  /** What a row says. */
  row: z.ZodType<R>;
  /** Its fields as people read them, by side; one without is plain. */
  fields?: FieldWords;
  /** Who sees which sides of a row; without it whoever sees its place sees all. */
  sight?: readonly LedgerSight[];
  /** What of its rows is deleted, and when; the rest is kept. */
  keep?: readonly Retention[];
  /** Whether rows of one place add up, or the newest takes the place of the one before. */
  mode: "adds" | "replaces";
  /** By what rows of one place are told apart: 方向, 品名. */
  dim?(row: R): string;
  /** Least that the sums of one place and dim may come to. */
  floor?: number;
  /** Kept on the pages of days and of all days. */
  counts: Count<Fact<R>>[];
  print(words: Record<string, number>): string;
  /** Whoever holds it at the place may put a row. */
  cap: Cap;
}

export interface Fact<R = unknown> extends Omit<LedgerRow, "row" | "id"> {
  row: R;
}

/** Defines a ledger; one file each, in the folder of its bot. */
export function defineLedger<R>(ledger: LedgerDef<R>): LedgerDef<R> {
  return ledger;
}
