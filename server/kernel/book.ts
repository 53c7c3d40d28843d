import { addToPage, findPage, type PageKey } from "#db/book";
import type { Session } from "#db/open";

/** What is added to a page: counted words and sums (ten-thousandths) by position. */
export interface Entry {
  words: readonly number[];
  sums: readonly bigint[];
}

/** A page as it stands. */
export interface Page {
  words: number[];
  sums: bigint[];
  version: number;
}

/**
 * Collects what one command adds to the running numbers and writes it at the end, in sorted key
 * order: a fan-out to a county touches each ancestor once, and no two commands deadlock.
 */
export class Book {
  readonly #session: Session;
  readonly #added = new Map<string, PageKey & { words: number[]; sums: bigint[] }>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** Adds to the same page of each of these places; nothing where all of it is nought. */
  add(page: Omit<PageKey, "node">, nodes: Iterable<string>, { words, sums }: Entry): void {
    if (words.every((n) => n === 0) && sums.every((n) => n === 0n)) return;
    for (const node of nodes) {
      const key = keyOf({ ...page, node });
      const into = this.#added.get(key) ?? { ...page, node, words: [], sums: [] };
      this.#added.set(key, into);
      addUp(into.words, words, (a = 0, b) => a + b);
      addUp(into.sums, sums, (a = 0n, b) => a + b);
    }
  }

  /** A page as of now, what this command has added included. */
  async read(key: PageKey): Promise<Page> {
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

  /** @returns the pages that changed */
  async flush(): Promise<PageKey[]> {
    const changed = [...this.#added].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, page]) => page);
    this.#added.clear();
    for (const page of changed) await addToPage(this.#session, page, page);
    return changed.map(({ of, node, day }) => ({ of, node, day }));
  }
}

function addUp<N>(into: N[], more: readonly N[], add: (a: N | undefined, b: N) => N): void {
  for (let i = 0; i < more.length; i += 1) into[i] = add(into[i], more[i]!);
}

function keyOf({ of, node, day }: PageKey): string {
  return `${of} ${node} ${day}`;
}
