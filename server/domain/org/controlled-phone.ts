/**
 * Begins a number meant to reach nobody. China keeps no official range for fiction; to our knowledge
 * 140–144 belongs to machines (13 digits) and 142 is not given to subscribers (assumption). It
 * still has the shape of a mobile number, so masking and `tel:` links behave as they would.
 */
export const FICTITIOUS = "142";

/** How many digits of a controlled phone everybody sees. */
const SHOWN = 4;

/** What stands in a text for a number that is kept apart: `☎ ***1234` (SPEC §1.17). */
export function phoneMark(digits: string): string {
  return `☎ ***${digits.slice(-SHOWN)}`;
}
