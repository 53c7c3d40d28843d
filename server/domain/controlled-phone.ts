/** How many digits of a controlled phone everybody sees. */
const SHOWN = 4;

/** What stands in a text for a number that is kept apart: `☎ ***1234` (SPEC §1.17). */
export function phoneMark(digits: string): string {
  return `☎ ***${digits.slice(-SHOWN)}`;
}
