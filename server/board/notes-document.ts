import * as Y from "yjs";
import { formatDocumentName } from "#contract/board-documents";
import type { NotesStore } from "#kernel/notes";
import type { Connection } from "./connection.ts";
import { changedNotes, faultOfNotes, faultOfUpdate, KINDS, signNote } from "./notes-rules.ts";
import { Presence, type PresentUser } from "./presence.ts";
import { SharedDocument } from "./shared-document.ts";
import { askFrame, type Frame } from "./wire.ts";

/** Rows in the database before they are merged into one. */
const MAX_UPDATES = 100;
/** Encoded size of one document, deleted notes included. Bytes. */
const MAX_SIZE = 1024 * 1024;
/** How long changes are gathered before they are stored. Ms. */
const GATHER = 150;

export interface NotesOptions {
  store: NotesStore;
  now: () => number;
  /** Nodes that may carry a note now. */
  notable: () => ReadonlySet<string>;
  /** Place and post of somebody connected. */
  userOf: (connection: Connection) => PresentUser;
  onFault: (error: unknown) => void;
}

/**
 * People's notes on one board: remarks, pins, highlights. Clients write it; every update is tried
 * on a copy first, and what stands after it is signed and masked before anybody else or the
 * database sees it.
 */
export class NotesDocument extends SharedDocument {
  readonly #options: NotesOptions;
  readonly #presence: Presence;
  /** The same document, for trying; null after an update went wrong on it. */
  #copy: Y.Doc | null = null;
  #stored: number;
  #size: number;
  #gathered: Uint8Array[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #storing: Promise<void> = Promise.resolve();

  private constructor(name: string, updates: Uint8Array[], options: NotesOptions) {
    super(name);
    this.#options = options;
    for (const kind of KINDS) this.doc.getMap(kind);
    for (const update of updates) Y.applyUpdate(this.doc, update);
    this.#stored = updates.length;
    this.#size = Y.encodeStateAsUpdate(this.doc).length;
    this.#presence = new Presence(this.doc, (frame) => {
      for (const connection of this.connections) connection.send(frame);
    });
    this.doc.on("update", (update: Uint8Array) => this.#gather(update));
  }

  static async load(
    item: string,
    town: string | null,
    options: NotesOptions,
  ): Promise<NotesDocument> {
    const name = formatDocumentName({ kind: "notes", item, town });
    return new NotesDocument(name, await options.store.load(name), options);
  }

  override join(connection: Connection): void {
    super.join(connection);
    // Asks for what the client wrote while it was away.
    connection.send(askFrame(Y.encodeStateVector(this.doc)));
    this.#presence.greet(connection);
  }

  override leave(connection: Connection): void {
    super.leave(connection);
    this.#presence.leave(connection);
  }

  receive(connection: Connection, frame: Frame): void {
    if (frame.kind === "ask") this.answer(connection, frame.vector);
    else if (frame.kind === "ask-presence") this.#presence.greet(connection);
    else {
      const user = this.#options.userOf(connection);
      const fault =
        frame.kind === "offer"
          ? this.#take(connection, frame.update, user)
          : this.#presence.take(connection, frame.update, user);
      if (fault !== null) connection.strike(fault);
    }
  }

  /** Resolves when everything taken so far is in the database. */
  async settle(): Promise<void> {
    this.#store();
    await this.#storing;
  }

  #take(connection: Connection, update: Uint8Array, user: PresentUser): string | null {
    const fault = faultOfUpdate(update) ?? this.#try(update);
    if (fault !== null) return fault;
    this.doc.transact((transaction) => {
      Y.applyUpdate(this.doc, update, connection);
      // Else Yjs takes our own words in it for somebody using our client id, and deals us another.
      transaction.local = true;
      this.#sign(transaction, user);
    }, connection);
    return null;
  }

  /** Whether the update leaves a document of notes, tried on the copy. */
  #try(update: Uint8Array): string | null {
    const copy = this.#copy ?? this.#makeCopy();
    // Until it is known to be good.
    this.#copy = null;
    let fault: string | null = null;
    try {
      copy.transact((transaction) => {
        Y.applyUpdate(copy, update);
        fault = faultOfNotes(copy, changedNotes(copy, transaction), this.#options.notable());
      });
      fault ??= this.#isFull(update) ? "full" : null;
    } catch {
      fault = "malformed update";
    }
    if (fault === null) this.#copy = copy;
    return fault;
  }

  #makeCopy(): Y.Doc {
    const copy = new Y.Doc();
    for (const kind of KINDS) copy.getMap(kind);
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.doc));
    return copy;
  }

  #isFull({ length }: Uint8Array): boolean {
    if (this.#size + length > MAX_SIZE) this.#size = Y.encodeStateAsUpdate(this.doc).length;
    return this.#size + length > MAX_SIZE;
  }

  /** The server's own words take the place of the client's; what they replace is gone for good. */
  #sign(transaction: Y.Transaction, { place, post }: PresentUser): void {
    const at = this.#options.now();
    for (const [kind, keys] of changedNotes(this.doc, transaction)) {
      const map = this.doc.getMap(kind);
      for (const key of keys) {
        const note = map.get(key);
        // Of two who wrote at once the other may have won: that note is signed already.
        const { id } = map._map.get(key)!;
        const isNew = id.clock >= (transaction.beforeState.get(id.client) ?? 0);
        if (note !== undefined && isNew) map.set(key, signNote(kind, note, `${place} ${post}`, at));
      }
    }
  }

  #gather(update: Uint8Array): void {
    if (this.#copy) Y.applyUpdate(this.#copy, update);
    this.#size += update.length;
    this.#gathered.push(update);
    this.#timer ??= setTimeout(() => this.#store(), GATHER);
  }

  #store(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const gathered = this.#gathered;
    if (gathered.length === 0) return;
    this.#gathered = [];
    const { store, onFault } = this.#options;
    this.#storing = this.#storing
      .then(async () => {
        this.#stored += 1;
        if (this.#stored <= MAX_UPDATES) {
          await store.append(this.name, Y.mergeUpdates(gathered));
          return;
        }
        await store.replace(this.name, Y.encodeStateAsUpdate(this.doc));
        this.#stored = 1;
      })
      .catch((error: unknown) => {
        // Kept, and stored with what comes next.
        this.#gathered.unshift(...gathered);
        onFault(error);
      });
  }
}
