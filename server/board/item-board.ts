import { randomBytes } from "node:crypto";
import { formatDocumentName } from "#contract/board-documents";
import type { Org } from "#domain/org/org-index";
import type { ItemRow } from "#kernel/loop/rows";
import {
  type BoardEntry,
  type BoardSource,
  boardEntries,
  boardItem,
  boardTotals,
} from "#views/board";
import { type BoardContents, BoardDocument } from "./board-document.ts";

/** Above this many rows the item's own document keeps to totals (SPEC §1.13). */
const MAX_OWN_ROWS = 500;

/** The places whose rows a document shows or stands for, and the lowest place above them all. */
export interface Scope {
  places: string[];
  top: string | null;
}

/**
 * One item's board in memory: its rows, re-read from the database when told that they changed, and
 * the documents somebody has opened. A board that was dropped and comes back is another epoch, for
 * a document rebuilt under its old name would mix with what clients kept (DESIGN §6).
 */
export class ItemBoard {
  readonly epoch = BigInt(`0x${randomBytes(8).toString("hex")}`)
    .toString(36)
    .slice(-10);
  readonly documents = new Map<string | null, BoardDocument>();
  /** By target, in tree order. */
  #entries = new Map<string, BoardEntry>();
  readonly #scopes = new Map<string | null, { org: Org; scope: Scope }>();

  private constructor(
    public item: ItemRow,
    entries: BoardEntry[],
  ) {
    this.#take(entries);
  }

  /** Null when there is no such item. */
  static async load(source: BoardSource, id: string): Promise<ItemBoard | null> {
    const item = await boardItem(source.session, id);
    return item && new ItemBoard(item, await boardEntries(source, item));
  }

  /** Node ids of the townships that have targets, in tree order. */
  get towns(): string[] {
    return [...new Set([...this.#entries.values()].flatMap(({ gate }) => gate ?? []))];
  }

  get isLarge(): boolean {
    let rows = 0;
    for (const { shown } of this.#entries.values()) if (shown) rows += 1;
    return rows > MAX_OWN_ROWS;
  }

  /**
   * What one must see to open a document. Of a large item the own document shows townships, not
   * what lies in them.
   */
  scope({ org }: BoardSource, town: string | null): Scope {
    const known = this.#scopes.get(town);
    if (known?.org === org) return known.scope;
    const { tree } = org;
    const large = this.isLarge;
    const nodes = this.#in(town).map(({ row, gate }) =>
      town === null && large ? (gate ?? row.node) : row.node,
    );
    const places = [...new Set(nodes)];
    const [first] = places;
    const over = first === undefined ? [] : tree.lineage(first);
    const top = over.find(({ id }) => places.every((place) => tree.isWithin(place, id)));
    const scope = { places, top: top?.id ?? null };
    this.#scopes.set(town, { org, scope });
    return scope;
  }

  /** Where a note may be put: the rows and, in the item's own document, the townships. */
  notable(town: string | null): Set<string> {
    const rows = this.#in(town).flatMap(({ row, shown }) => (shown ? [row.node] : []));
    return new Set([...rows, ...(town === null ? this.towns : [town])]);
  }

  name(source: BoardSource, town: string | null): string {
    const { item, epoch } = this;
    return formatDocumentName({
      kind: "board",
      item: item.id,
      town: townCode(source, town),
      epoch,
    });
  }

  /** The document, made when it is first asked for; null for a township without targets. */
  document(source: BoardSource, town: string | null): BoardDocument | null {
    const open = this.documents.get(town);
    if (open) return open;
    if (town !== null && !this.towns.includes(town)) return null;
    const document = new BoardDocument(this.name(source, town), this.#contents(source, town));
    this.documents.set(town, document);
    return document;
  }

  /**
   * Reads rows again and shows what differs.
   * @param ids of targets; null for all, when the item or the tree changed
   * @returns false when the item has outgrown its documents: they have to be opened anew
   */
  async refresh(source: BoardSource, ids: string[] | null): Promise<boolean> {
    const large = this.isLarge;
    if (ids === null) this.item = (await boardItem(source.session, this.item.id)) ?? this.item;
    const entries = await boardEntries(source, this.item, ids ?? undefined);
    this.#take(entries);
    if (this.isLarge !== large) return false;
    const touched = new Set<string | null>([null, ...entries.map(({ gate }) => gate)]);
    for (const [town, document] of this.documents) {
      if (touched.has(town)) document.show(this.#contents(source, town));
    }
    return true;
  }

  #take(entries: BoardEntry[]): void {
    const known = this.#entries.size;
    for (const entry of entries) this.#entries.set(entry.row.id, entry);
    if (this.#entries.size === known) return;
    const sorted = [...this.#entries.values()].sort(
      (a, b) => a.position - b.position || byId(a, b),
    );
    this.#entries = new Map(sorted.map((entry) => [entry.row.id, entry]));
    this.#scopes.clear();
  }

  #in(town: string | null): BoardEntry[] {
    return [...this.#entries.values()].filter(({ gate }) => town === null || gate === town);
  }

  #contents(source: BoardSource, town: string | null): BoardContents {
    const { item } = this;
    const entries = this.#in(town);
    const sharded = town === null && this.isLarge;
    const shown = entries.filter((entry) => entry.shown && !(sharded && entry.gate !== null));
    const groups = Map.groupBy(entries, ({ gate }) => gate);
    const totalsOf = (node: string, some: BoardEntry[]) => boardTotals(source, item, node, some);
    return {
      item: item.id,
      town: townCode(source, town),
      sequence: entries.reduce((sum, { revision }) => sum + revision, entries.length),
      at: entries.reduce((newest, { at }) => Math.max(newest, at), 0),
      fields: item.terms.fields.map(({ name }) => name),
      rows: shown.map(({ row }) => row),
      totals: totalsOf(town ?? source.org.tree.root.id, entries),
      towns: sharded ? this.towns.map((node) => totalsOf(node, groups.get(node) ?? [])) : [],
    };
  }
}

function byId(a: BoardEntry, b: BoardEntry): number {
  return a.row.id < b.row.id ? -1 : 1;
}

/** Documents and their readers know a township by its code; a few have none. */
export function townCode({ org }: BoardSource, town: string | null): string | null {
  return town === null ? null : (org.tree.get(town)?.code ?? town);
}
