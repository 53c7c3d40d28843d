import type { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import {
  type Highlight,
  type HighlightColour,
  NOTES,
  type Pin,
  type Remark,
} from "#contract/board-documents";
import { newCid } from "#web/api/new-cid.ts";
import { providerOf } from "../board-documents.ts";

/** A remark with its key in the document. */
export type KeptRemark = Remark & { id: string };

/** Somebody who has the board open: a place and a post, never a name. */
export interface Present {
  client: number;
  place: string;
  post: string;
  /** Node of the row they write at. */
  row: string | null;
}

/** The county's longest remark, in characters. */
export const MAX_REMARK = 500;

/** What people note on one board, together; the server signs and masks every note. */
export class LiveNotes {
  /** Newest first. */
  remarks = $state.raw<KeptRemark[]>([]);
  pins = $state.raw<ReadonlySet<string>>(new Set());
  /** Tint by node. */
  highlights = $state.raw<ReadonlyMap<string, HighlightColour>>(new Map());
  people = $state.raw<Present[]>([]);
  isUp = $state(false);

  readonly #doc = new Y.Doc();
  readonly #provider: WebsocketProvider;
  readonly #remarks: Y.Map<Remark>;
  readonly #pins: Y.Map<Pin>;
  readonly #highlights: Y.Map<Highlight>;

  constructor(readonly name: string) {
    this.#remarks = this.#doc.getMap(NOTES.remarks);
    this.#pins = this.#doc.getMap(NOTES.pins);
    this.#highlights = this.#doc.getMap(NOTES.highlights);
    this.#provider = providerOf(name, this.#doc);
    this.#doc.on("update", () => this.#look());
    this.#provider.on("sync", (isSynced) => {
      this.isUp = isSynced;
    });
    this.#provider.on("connection-close", () => {
      this.isUp = false;
    });
    const { awareness } = this.#provider;
    awareness.on("change", () => this.#see());
    this.writeAt(null);
    this.#provider.connect();
  }

  /** Says at which row one writes; null when at none. */
  writeAt(row: string | null): void {
    this.#provider.awareness.setLocalState({ row });
  }

  add(node: string, text: string): void {
    this.#remarks.set(newCid(), { node, text: text.trim().slice(0, MAX_REMARK) });
  }

  remove(id: string): void {
    this.#remarks.delete(id);
  }

  togglePin(node: string): void {
    if (this.#pins.has(node)) this.#pins.delete(node);
    else this.#pins.set(node, {});
  }

  /** Marks the row; the tint it has takes it off. */
  toggleHighlight(node: string, colour: HighlightColour): void {
    if (this.#highlights.get(node)?.colour === colour) this.#highlights.delete(node);
    else this.#highlights.set(node, { colour });
  }

  remarksAt(node: string): KeptRemark[] {
    return this.remarks.filter((remark) => remark.node === node);
  }

  close(): void {
    this.#provider.destroy();
    this.#doc.destroy();
  }

  #look(): void {
    const all = [...this.#remarks].map(([id, remark]) => ({ id, ...remark }));
    this.remarks = all.sort((a, b) => (b.at ?? Number.MAX_VALUE) - (a.at ?? Number.MAX_VALUE));
    this.pins = new Set(this.#pins.keys());
    this.highlights = new Map([...this.#highlights].map(([node, { colour }]) => [node, colour]));
  }

  #see(): void {
    const { awareness } = this.#provider;
    this.people = [...awareness.getStates()].flatMap(([client, state]) => {
      const user = (state as { user?: { place: string; post: string } }).user;
      if (client === awareness.clientID || !user) return [];
      return { client, ...user, row: (state as { row?: string | null }).row ?? null };
    });
  }
}
