import { isNil } from "#contract/nil";

/** How a value stands to last time's, told by a sign: no colour is needed to read it. */
export type Difference =
  | { kind: "none" }
  | { kind: "same" }
  /** Signed, with a true minus: `+2`, `−1`. */
  | { kind: "number"; text: string }
  | { kind: "other" };

/** @param before last time's value; undefined where there was none */
export function differenceOf(before: unknown, now: unknown): Difference {
  if (before === undefined || now === undefined) return { kind: "none" };
  if (typeof before === "number" && typeof now === "number") {
    const by = Math.round((now - before) * 10_000) / 10_000;
    if (by === 0) return { kind: "same" };
    return { kind: "number", text: by > 0 ? `+${by}` : `−${-by}` };
  }
  if (isNil(before) || isNil(now)) return { kind: isNil(before) && isNil(now) ? "same" : "other" };
  return { kind: JSON.stringify(before) === JSON.stringify(now) ? "same" : "other" };
}
