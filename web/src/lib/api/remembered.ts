import { now } from "#web/clock/now.ts";
import { memory } from "./memory.ts";

/** Whose answers are kept; nothing is kept or read before somebody is known. */
let person: string | null = null;

export function rememberFor(id: string | null): void {
  person = id;
}

/** Keeps an answer for when nobody answers. A phone without room for it works on without. */
export function remember(key: string, value: unknown): void {
  if (person === null) return;
  const kept = { key: `${person} ${key}`, person, at: now(), value };
  void memory.answers.put(kept).catch(() => {});
}

/** The answer as it was last heard, or null. */
export async function remembered<T>(key: string): Promise<T | null> {
  if (person === null) return null;
  const kept = await memory.answers.get(`${person} ${key}`).catch(() => undefined);
  return (kept?.value as T | undefined) ?? null;
}

/** Asks, and falls back on what was last heard. @throws CallError when there is neither */
export async function askOrRemember<T>(key: string, ask: () => Promise<T>): Promise<T> {
  try {
    const value = await ask();
    remember(key, value);
    return value;
  } catch (error) {
    const kept = await remembered<T>(key);
    if (kept === null || !isOffline(error)) throw error;
    return kept;
  }
}

function isOffline(error: unknown): boolean {
  return (error as { isOffline?: boolean }).isOffline === true;
}

/** At sign-out: another may take this phone next. */
export async function forgetAnswers(): Promise<void> {
  if (person !== null)
    await memory.answers
      .where({ person })
      .delete()
      .catch(() => {});
  person = null;
}
