import type { Candidate } from "#contract/errors";

/** What each button says, and the line behind it. */
export function buttons(offers: Candidate[] = []): string[] {
  return offers.map(({ label, text }) => `${label} → ${text}`);
}
