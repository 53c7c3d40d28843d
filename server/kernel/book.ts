import { addToPages, addToSubject, findPage, findWords, type PageKey } from "#db/book";
import type { Session } from "#db/open";
import { toUnits } from "#domain/count/exact";
import { amountsOf, type Count, subjectsOf } from "./count.ts";

/** What is added to a page: counted words and sums (ten-thousandths) by position. */
export interface Entry {
  words: readonly number[];
  sums: readonly bigint[];
}

/** Places above one that moved: those it no longer lies in, and those it lies in now. */
export interface Moved {
  lost: string[];
  gained: string[];
}

/** A page as it stands. */
export interface Page {
  words: number[];
  sums: bigint[];
  version: number;
}

/** Somebody who is counted once on a page, however many rows speak of them. */
interface Subject {
  page: PageKey;
  position: number;
  id: string;
  /** Rows more, or fewer. */
  n: number;
}

/**
 * Collects what one command adds to the running numbers and writes it at the end, in sorted key
 * order: a fan-out to a county touches each ancestor once, and no two commands deadlock.
 */
export class Book {
  readonly #session: Session;
  readonly #added = new Map<string, PageKey & { words: number[]; sums: bigint[] }>();
  readonly #subjects = new Map<string, Subject>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** Adds to the same page of each of these places; nothing where all of it is nought. */
  add(page: Omit<PageKey, "node">, nodes: Iterable<string>, { words, sums }: Entry): void {
    if (words.every((n) => n === 0) && sums.every((n) => n === 0n)) return;
    for (const node of nodes) {
      const into = this.#page({ ...page, node });
      addUp(into.words, words, (a = 0, b) => a + b);
      addUp(into.sums, sums, (a = 0n, b) => a + b);
    }
  }

  /**
   * Books the change of one row under the words that count it, at each of these places: sums for
   * words that add amounts, else counts.
   */
  count<R>(
    page: Omit<PageKey, "node">,
    nodes: readonly string[],
    counts: readonly Count<R>[],
    change: { before: R | null; after: R | null },
  ): void {
    const [was, is] = [amountsOf(counts, change.before), amountsOf(counts, change.after)];
    this.add(page, nodes, {
      words: counts.map(({ add, once }, i) => (add || once ? 0 : is[i]! - was[i]!)),
      sums: counts.map(({ add }, i) => (add ? toUnits(is[i]!) - toUnits(was[i]!) : 0n)),
    });
    const [left, came] = [subjectsOf(counts, change.before), subjectsOf(counts, change.after)];
    for (const node of nodes) {
      for (let i = 0; i < counts.length; i += 1) {
        if (left[i] === came[i]) continue;
        const key = { page: { ...page, node }, position: i };
        this.#subject({ ...key, id: left[i] ?? null, n: -1 });
        this.#subject({ ...key, id: came[i] ?? null, n: 1 });
      }
    }
  }

  /** A page as of now, what this command has added included. */
  async read(key: PageKey): Promise<Page> {
    await this.#settle();
    const stored = await findPage(this.#session, key);
    const page: Page = {
      words: stored?.words ?? [],
      sums: stored?.sums ?? [],
      version: stored?.version ?? 0,
    };
    const added = this.#added.get(keyOf(key));
    addUp(page.words, added?.words ?? [], (a = 0, b) => a + b);
    addUp(page.sums, added?.sums ?? [], (a = 0n, b) => a + b);
    return page;
  }

  /** The counted words of a page as of now, without its sums. */
  async words(key: PageKey): Promise<number[]> {
    await this.#settle();
    const words = await findWords(this.#session, key);
    addUp(words, this.#added.get(keyOf(key))?.words ?? [], (a = 0, b) => a + b);
    return words;
  }

  /** @returns the pages that changed */
  async flush(): Promise<PageKey[]> {
    await this.#settle();
    const changed = [...this.#added].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, page]) => page);
    this.#added.clear();
    await addToPages(this.#session, changed);
    return changed.map(({ of, node, day }) => ({ of, node, day }));
  }

  /** Whoever comes to a page with their first row is one more, whoever leaves with the last one fewer. */
  async #settle(): Promise<void> {
    const subjects = [...this.#subjects].sort(([a], [b]) => (a < b ? -1 : 1));
    this.#subjects.clear();
    for (const [, { page, position, id, n }] of subjects) {
      if (n === 0) continue;
      const has = await addToSubject(this.#session, page, position, id, n);
      const change = Number(has > 0) - Number(has - n > 0);
      const words = Array<number>(position + 1).fill(0);
      words[position] = change;
      this.add(page, [page.node], { words, sums: [] });
    }
  }

  #page(key: PageKey) {
    const name = keyOf(key);
    const page = this.#added.get(name) ?? { ...key, words: [], sums: [] };
    this.#added.set(name, page);
    return page;
  }

  #subject({ page, position, id, n }: Omit<Subject, "id"> & { id: string | null }): void {
    if (id === null) return;
    const name = `${keyOf(page)} ${position} ${id}`;
    const before = this.#subjects.get(name)?.n ?? 0;
    this.#subjects.set(name, { page, position, id, n: before + n });
  }
}

function addUp<N>(into: N[], more: readonly N[], add: (a: N | undefined, b: N) => N): void {
  for (let i = 0; i < more.length; i += 1) into[i] = add(into[i], more[i]!);
}

function keyOf({ of, node, day }: PageKey): string {
  return `${of} ${node} ${day}`;
}
