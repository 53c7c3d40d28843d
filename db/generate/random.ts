/** A source of numbers in [0, 1) that a seed determines completely. */
export type Random = () => number;

/**
 * mulberry32: one county, one seed, one tree, on every machine. Not `Math.random`, because two
 * runs of the generator must give the same bytes.
 */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** Uneven but not wild: places differ by a factor of about two. */
export function weights(count: number, random: Random): number[] {
  return Array.from({ length: count }, () => 0.7 + random() * 0.7);
}

/**
 * Splits `total` into whole shares that sum to it exactly: `least` each, the rest by weight
 * (largest remainders). Throws when there is not enough for everyone.
 */
export function apportion(total: number, shares: readonly number[], least: number): number[] {
  const rest = total - least * shares.length;
  if (rest < 0 || (rest > 0 && shares.length === 0))
    throw new Error(`${total} cannot give ${least} to each of ${shares.length}`);
  const sum = shares.reduce((a, b) => a + b, 0);
  const exact = shares.map((share) => (sum === 0 ? 0 : (rest * share) / sum));
  const parts = exact.map((value) => Math.floor(value));
  const left = rest - parts.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) parts[index]! += 1;
  return parts.map((part) => part + least);
}
