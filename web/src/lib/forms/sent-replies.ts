import type { Entry } from "#web/outbox/entry.ts";
import { outbox } from "#web/outbox/outbox.svelte.ts";

/** A reply of this device, and whose it is. */
export interface SentReply {
  node: string | null;
  entry: Entry;
}

/** The newest reply to an item for each place, as the outbox has it: one place's, or all. */
export function sentReplies(item: string, node: string | null): SentReply[] {
  const newest = new Map<string | null, Entry>();
  for (const entry of outbox.entries) {
    const { about } = entry;
    const isMeant = about?.item === item && (node === null || about.node === node);
    if (isMeant && about.act === "report") newest.set(about.node, entry);
  }
  return [...newest].map(([place, entry]) => ({ node: place, entry }));
}
