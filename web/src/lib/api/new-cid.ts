import { now } from "#web/clock/now.ts";

/** A fresh cid. `crypto.randomUUID` exists on https only; phones on a local network come by http. */
export function newCid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  const random = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return `${now().toString(36)}-${random}`;
}
