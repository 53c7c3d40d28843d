import { session } from "#web/session/session.svelte.ts";
import type { PaletteEntry } from "./entries.ts";

/** So many are kept, the newest first. */
const KEPT = 5;

/** What was chosen here before, by whoever sits here: the ids of entries. People are not kept. */
export function recentOnes(entries: PaletteEntry[]): PaletteEntry[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return ids().flatMap((id) => {
    const entry = byId.get(id);
    return entry ? [{ ...entry, id: `recent ${id}`, sort: "recent" as const }] : [];
  });
}

export function keepRecent({ id }: PaletteEntry): void {
  const own = id.replace(/^recent /, "");
  const kept = [own, ...ids().filter((one) => one !== own)].slice(0, KEPT);
  localStorage.setItem(key(), JSON.stringify(kept));
}

function ids(): string[] {
  return JSON.parse(localStorage.getItem(key()) ?? "[]") as string[];
}

function key(): string {
  return `lingda.jumps ${session.me?.id ?? ""}`;
}
