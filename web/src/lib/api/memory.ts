import Dexie, { type EntityTable } from "dexie";
import type { KeptFile } from "#web/attachments/local-file.ts";
import type { Entry } from "#web/outbox/entry.ts";

/** One answer as it was last heard, for when nobody answers. */
interface Kept {
  key: string;
  person: string;
  at: number;
  value: unknown;
}

/** Which tab sends the outbox: a row, since Web Locks exist on https only. */
interface Lease {
  key: string;
  tab: string;
  until: number;
}

/** What a phone keeps: answers to read again, and what is still to be sent with its files. */
class Memory extends Dexie {
  declare answers: EntityTable<Kept, "key">;
  declare outbox: EntityTable<Entry, "n">;
  declare files: EntityTable<KeptFile, "ref">;
  declare leases: EntityTable<Lease, "key">;

  constructor() {
    super("lingda");
    this.version(1).stores({ answers: "key, person", outbox: "++n, person, &cid", leases: "key" });
    // What was on its way when the web was renewed goes on; it took no files along.
    this.version(2)
      .stores({ files: "ref, draft, entry, at" })
      .upgrade((opened) => opened.table<Entry>("outbox").toCollection().modify({ files: [] }));
  }
}

export const memory = new Memory();
