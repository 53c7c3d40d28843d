import { z } from "zod";

/** Most rows that one answer of a list gives (SPEC §7). */
export const MAX_PAGE = 200;

/** What every list answers beside its rows: goes into `after` for the next ones, null at the end. */
export const Next = z.string().nullable();
