import { deleteNoteUpdates, insertNoteUpdate, listNoteUpdates } from "#db/boards";
import type { Session } from "#db/open";
import { noEffects } from "./effects.ts";
import type { Runtime } from "./runtime.ts";

/**
 * Where people's notes on boards are kept: the one thing written outside commands (DESIGN §6). It
 * goes through the same writer, so that nothing else ever holds the database.
 */
export interface NotesStore {
  /** A document's updates, oldest first. */
  load(document: string): Promise<Uint8Array[]>;
  append(document: string, update: Uint8Array): Promise<void>;
  /** Puts one update in the place of all before it. */
  replace(document: string, merged: Uint8Array): Promise<void>;
}

export function createNotes(
  read: Session,
  { write, now }: Pick<Runtime, "write" | "now">,
): NotesStore {
  const insert = (session: Session, document: string, update: Uint8Array) =>
    insertNoteUpdate(session, {
      document,
      at: now(),
      update: Buffer.from(update).toString("base64"),
    });
  const run = (job: (session: Session) => Promise<unknown>): Promise<null> =>
    write(async (session) => {
      await job(session);
      return { value: null, effects: noEffects() };
    });
  return {
    load: async (document) =>
      (await listNoteUpdates(read, document)).map((row) => Buffer.from(row.update, "base64")),
    append: async (document, update) => {
      await run((session) => insert(session, document, update));
    },
    replace: async (document, merged) => {
      await run(async (session) => {
        const id = await insert(session, document, merged);
        await deleteNoteUpdates(session, document, id - 1);
      });
    },
  };
}
