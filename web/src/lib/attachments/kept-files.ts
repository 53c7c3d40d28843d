import { DAY } from "#domain/time/zone";
import { memory } from "#web/api/memory.ts";
import { now } from "#web/clock/now.ts";
import type { Entry } from "#web/outbox/entry.ts";
import type { KeptFile, LocalFile } from "./local-file.ts";

/** A form that nobody went on with gives its files up after this long. Milliseconds. */
const FORGOTTEN = 14 * DAY;

/** Keeps a form's file. @throws DexieError when the device has no room */
export async function keepForDraft(file: LocalFile, draft: string): Promise<void> {
  await memory.files.put(kept(file, { draft }));
}

/**
 * Keeps a command together with its files: both, or neither. The form they were picked in has them
 * no longer, so that a page loaded anew does not offer them a second time.
 * @throws DexieError when the device has no room
 */
export async function keepForEntry(entry: Omit<Entry, "n">, files: LocalFile[]): Promise<void> {
  await memory.transaction("rw", memory.outbox, memory.files, async () => {
    const known = await memory.files.bulkGet(files.map(({ ref }) => ref));
    await memory.files.bulkPut(
      files.map((file, i) => ({ ...(known[i] ?? kept(file, {})), draft: null, entry: entry.cid })),
    );
    const own = files.map(({ ref }, i) => ({ ref, id: known[i]?.id ?? null, attempts: 0 }));
    await memory.outbox.add({ ...entry, files: own } as Entry);
  });
}

/** A PickedFile carries more than is kept: its URL ends with the page. */
function kept(
  { ref, kind, name, type, size, blob }: LocalFile,
  { draft = null }: { draft?: string | null },
): KeptFile {
  const at = now();
  return { ref, kind, name, type, size, blob, at, draft, entry: null, id: null };
}

/** A form's files, in the order they were picked. */
export function filesOfDraft(draft: string): Promise<KeptFile[]> {
  return memory.files.where({ draft }).sortBy("at");
}

/** The form shows these again, whatever a command did with them. */
export async function keepAgain(refs: string[], draft: string): Promise<void> {
  await memory.files.where("ref").anyOf(refs).modify({ draft });
}

/** A command that comes back gives its files to a form again. @returns them, in the order they were picked */
export async function giveToDraft(cid: string, draft: string): Promise<KeptFile[]> {
  await memory.files.where({ entry: cid }).modify({ entry: null, draft });
  return filesOfDraft(draft);
}

/** The form lets go of a file; one that is on its way stays until it is there. */
export function releaseFromDraft(refs: string[]): Promise<void> {
  return release(refs, "draft");
}

/** The command lets go of its files: it is done, or was given up. A form that shows them keeps them. */
export async function releaseFromEntry(cid: string): Promise<void> {
  const refs = await memory.files.where({ entry: cid }).primaryKeys();
  await release(refs, "entry");
}

async function release(refs: string[], from: "draft" | "entry"): Promise<void> {
  const other = from === "draft" ? "entry" : "draft";
  await memory.transaction("rw", memory.files, async () => {
    for (const file of await memory.files.bulkGet(refs)) {
      if (!file) continue;
      if (file[other] === null) await memory.files.delete(file.ref);
      else await memory.files.update(file.ref, { [from]: null });
    }
  });
}

/** Makes room again: files of forms that were never sent. */
export async function forgetOldFiles(): Promise<void> {
  await memory.files
    .where("at")
    .below(now() - FORGOTTEN)
    .filter(({ entry }) => entry === null)
    .delete();
}

/** Whether a write failed because the device is full. */
export function isStorageFull(error: unknown): boolean {
  const { name, inner } = error as { name?: string; inner?: { name?: string } };
  return name === "QuotaExceededError" || inner?.name === "QuotaExceededError";
}
