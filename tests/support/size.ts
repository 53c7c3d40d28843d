/**
 * Long proofs have two sizes and one code: a small form in `npm test`, and their full size in
 * `npm run faults` (what is survived) and `npm run bench` (how long it takes), which set this.
 */
const isFull = process.env.LINGDA_FULL_SIZE === "1";

/** What the proof takes in this run. */
export function sized<T>(sizes: { small: T; full: T }): T {
  return isFull ? sizes.full : sizes.small;
}
