import { createHash } from "node:crypto";
import type { Envelope } from "#contract/envelope";

/**
 * What makes two envelopes the same: everything but the confirmation, which is added to the same
 * cid when a preview is answered.
 */
export function digest(envelope: Envelope): string {
  const { confirm: _, cid: __, ...same } = envelope;
  return createHash("sha256").update(canonical(same)).digest("base64url");
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(",")}}`;
}
