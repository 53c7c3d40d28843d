import { monotonicFactory } from "ulid";

/** Makes ids for rows: sortable by birth, unique across processes (ULID). */
export function createIds(): () => string {
  const next = monotonicFactory();
  return () => next();
}
