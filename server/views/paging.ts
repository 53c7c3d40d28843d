import { z } from "zod";
import { Refusal } from "#contract/errors";

/** The part of a list that is asked for: so many rows of what follows `after`. */
export interface Wish {
  limit: number;
  /** `next` of an earlier answer; the list's beginning without one. */
  after?: string;
}

export interface Page<T> {
  rows: T[];
  /** For the next page's `after`; null at the end. */
  next: string | null;
}

/**
 * A place in one list, as text that only this list reads back: the key of the last row given, never
 * a count of rows, so that what is added or taken away before it moves nothing.
 */
export class Cursor<K> {
  readonly #shape: z.ZodType<[string, K]>;

  /** @param list its name: the cursor of another list is refused */
  constructor(
    readonly list: string,
    key: z.ZodType<K>,
  ) {
    this.#shape = z.tuple([z.literal(list), key]);
  }

  write(key: K): string {
    return Buffer.from(JSON.stringify([this.list, key])).toString("base64url");
  }

  /** @throws Refusal `malformed` for what no answer of this list gave */
  read(text: string): K {
    const parsed = this.#shape.safeParse(parse(text));
    if (parsed.success) return parsed.data[1];
    const message = "after 要用同一列表上一页给的 next，照原样写；要从头看就去掉 after";
    throw new Refusal("malformed", message, { field: "after" });
  }
}

/** A row by its id, and by its rank for when it is no longer in the list. */
const Anchor = z.tuple([z.string(), z.number()]);

/** How a list in memory is told apart and ordered. */
export interface Listing<T> {
  /** Its name, for {@link Cursor}. */
  list: string;
  /** Names a row, once in the list. */
  id(row: T): string;
  /** What the list is sorted by, ascending; two may share one. By default where the row stands. */
  rank?(row: T, index: number): number;
}

/** A page of what is in memory whole. */
export function pageOf<T>(rows: readonly T[], { limit, after }: Wish, of: Listing<T>): Page<T> {
  const rank = of.rank ?? ((_, index) => index);
  const cursor = new Cursor(of.list, Anchor);
  let start = 0;
  if (after !== undefined) {
    const [id, ranked] = cursor.read(after);
    const at = rows.findIndex((row) => of.id(row) === id);
    // Of those that share the rank of a row that is gone, rather one twice than one never.
    const beyond = rows.findIndex((row, index) => rank(row, index) >= ranked);
    start = at >= 0 ? at + 1 : beyond < 0 ? rows.length : beyond;
  }
  const found = rows.slice(start, start + limit);
  const last = found.at(-1);
  const end = start + found.length;
  const more = last !== undefined && end < rows.length;
  return { rows: found, next: more ? cursor.write([of.id(last), rank(last, end - 1)]) : null };
}

/**
 * A page of what a table holds in the order of its key.
 * @param read the rows after a key, so many at most
 * @param keep what is shown of a row; null leaves it out, and the page is filled from further ones
 */
export async function readPage<R, K, T>(
  { limit, after }: Wish,
  {
    cursor,
    read,
    keyOf,
    keep,
  }: {
    cursor: Cursor<K>;
    read(after: K | undefined, limit: number): Promise<R[]>;
    keyOf(row: R): K;
    keep(row: R): T | null | Promise<T | null>;
  },
): Promise<Page<T>> {
  const found: { key: K; row: T }[] = [];
  let from = after === undefined ? undefined : cursor.read(after);
  while (found.length <= limit) {
    const rows = await read(from, limit + 1);
    for (const row of rows) {
      from = keyOf(row);
      const kept = await keep(row);
      if (kept !== null) found.push({ key: from, row: kept });
    }
    if (rows.length <= limit) break;
  }
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map(({ row }) => row),
    next: last && found.length > limit ? cursor.write(last.key) : null,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    return null;
  }
}
