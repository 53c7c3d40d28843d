/** Decimals of a field carry at most four places (SPEC §1.10). */
const PLACES = 4;

/**
 * A number as whole ten-thousandths, by the digits that it prints: what 0.1 stands for, not the
 * binary fraction next to it.
 */
export function toUnits(n: number): bigint {
  const [whole = "0", part = ""] = String(n).split(".");
  // Beyond 10^21 a number prints in powers of ten; no field and no sum comes near.
  return BigInt(whole + part.slice(0, PLACES).padEnd(PLACES, "0"));
}

/** The number that so many ten-thousandths print as: `1234` is 0.1234. */
export function fromUnits(units: bigint): number {
  const digits = String(units < 0n ? -units : units).padStart(PLACES + 1, "0");
  const n = Number(`${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`);
  return units < 0n ? -n : n;
}

/**
 * `a + b` without binary noise, in any order: 0.1 + 0.2 is 0.3. Exact to the cent up to
 * 70,000,000,000,000, beyond which a number cannot tell two cents apart.
 */
export function addExact(a: number, b: number): number {
  const sum = a + b;
  return Number.isInteger(a) && Number.isInteger(b) ? sum : fromUnits(toUnits(a) + toUnits(b));
}
