import { newCid } from "#web/api/new-cid.ts";
import { m } from "#web/i18n/paraglide/messages.js";
import {
  filesOfDraft,
  giveToDraft,
  isStorageFull,
  keepAgain,
  keepForDraft,
  releaseFromDraft,
} from "./kept-files.ts";
import { kindOfType, type LocalFile, localName } from "./local-file.ts";
import { shrinkPhoto } from "./shrink.ts";
import { sizeWords } from "./size-words.ts";

/** As the server takes them. */
const MOST = 9;
const BIGGEST = 20 * 1024 * 1024;

export interface PickedFile extends LocalFile {
  /** Object URL, to show it. */
  url: string;
}

/** Files chosen for a message or a field, made small, before they are sent. */
export class Picked {
  files = $state.raw<PickedFile[]>([]);
  /** Photos being made small. */
  isBusy = $state(false);
  /** Why something was not taken. */
  fault = $state<string | null>(null);
  readonly #draft: string | null;
  readonly #restored: Promise<void>;

  /** @param draft name of the form that they belong to; they come back with it after a reload */
  constructor(draft: string | null = null) {
    this.#draft = draft;
    this.#restored = draft === null ? Promise.resolve() : this.#restore(draft);
  }

  async add(list: FileList | File[]): Promise<void> {
    // A file field empties its list when it is used again.
    const chosen = [...list];
    this.fault = null;
    this.isBusy = true;
    try {
      await this.#restored;
      for (const file of chosen) await this.#take(file);
    } finally {
      this.isBusy = false;
    }
  }

  /** The files of a command that came back join what is chosen here. */
  async takeBack(cid: string): Promise<void> {
    if (this.#draft === null) return;
    await this.#restored;
    const known = new Set(this.files.map(({ ref }) => ref));
    const back = (await giveToDraft(cid, this.#draft)).filter(({ ref }) => !known.has(ref));
    this.files = [...this.files, ...back.map(shown)];
  }

  /** What was sent was refused: it is this form's again. */
  async keep(): Promise<void> {
    if (this.#draft === null || this.files.length === 0) return;
    // Where nothing is kept they are here all the same.
    await keepAgain(
      this.files.map(({ ref }) => ref),
      this.#draft,
    ).catch(() => {});
  }

  remove(ref: string): void {
    this.#letGo(this.files.filter((file) => file.ref === ref));
    this.files = this.files.filter((file) => file.ref !== ref);
    this.fault = null;
  }

  clear(): void {
    this.#letGo(this.files);
    this.files = [];
    this.fault = null;
  }

  get isEmpty(): boolean {
    return this.files.length === 0;
  }

  /** How an envelope names them. */
  refs(): string[] {
    return this.files.map(({ ref }) => localName(ref));
  }

  async #take(file: File): Promise<void> {
    if (this.files.length >= MOST) {
      this.fault = m.too_many_files({ most: MOST });
      return;
    }
    try {
      const picked = await prepared(file);
      if (picked.size > BIGGEST) {
        this.fault = m.file_too_big({ name: file.name, most: sizeWords(BIGGEST) });
        return;
      }
      this.files = [...this.files, shown(picked)];
      await this.#keep(picked);
    } catch {
      this.fault = m.file_unread({ name: file.name });
    }
  }

  /** It is here all the same, until the page is closed; a browser that keeps nothing says so elsewhere. */
  async #keep(picked: LocalFile): Promise<void> {
    if (this.#draft === null) return;
    await keepForDraft(picked, this.#draft).catch((error) => {
      if (isStorageFull(error)) this.fault = m.storage_full();
    });
  }

  async #restore(draft: string): Promise<void> {
    const kept = await filesOfDraft(draft).catch(() => []);
    this.files = kept.map(shown);
  }

  #letGo(files: PickedFile[]): void {
    for (const { url } of files) URL.revokeObjectURL(url);
    if (this.#draft === null) return;
    void releaseFromDraft(files.map(({ ref }) => ref)).catch(() => {});
  }
}

function shown(file: LocalFile): PickedFile {
  return { ...file, url: URL.createObjectURL(file.blob) };
}

/** @throws when the phone has taken the file away in between */
async function prepared(file: File): Promise<LocalFile> {
  const kind = kindOfType(file.type);
  const small = kind === "photo" ? await shrinkPhoto(file) : null;
  // Read now: a picked file may be gone when it is sent an hour later.
  const blob = small ?? new Blob([await file.arrayBuffer()], { type: file.type });
  const name = small ? `${file.name.replace(/\.\w+$/, "")}.jpg` : file.name;
  return { ref: newCid(), kind, name, type: blob.type, size: blob.size, blob };
}
