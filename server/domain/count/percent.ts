/**
 * A share as people read it (SPEC §1.8): one decimal, half-up, never `100.0%` unless complete,
 * never above it, `—` when nothing was expected.
 *
 * Exact: whole-number arithmetic, so 1/2000 is 0.1% and 746/747 is 99.9% on every machine.
 *
 * @param n  how many did; a whole number
 * @param of how many were expected; a whole number
 */
export function percent(n: number, of: number): string {
  if (of <= 0) return "—";
  if (n >= of) return "100.0%";
  if (n <= 0) return "0.0%";
  const part = BigInt(n);
  const whole = BigInt(of);
  const tenths = (2000n * part + whole) / (2n * whole);
  const shown = tenths > 999n ? 999n : tenths;
  return `${shown / 10n}.${shown % 10n}%`;
}
