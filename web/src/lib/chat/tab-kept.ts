/** A tab that does not renew what it keeps has gone; another may take it up. Milliseconds. */
const LEASE = 3 * 60_000;
/** Browsers let timers of a hidden tab run once a minute. */
export const RENEW = 60_000;

interface Kept {
  text: string;
  /** Until when the tab that wrote it is taken to be there. */
  until: number;
}

/**
 * What one tab keeps on the device: no other tab sees it while this one lives, and whoever comes
 * after it finds it again.
 */
export class TabKept {
  readonly #store: Storage;
  readonly #tab: string;
  readonly #now: () => number;

  constructor(store: Storage, tab: string, now: () => number) {
    this.#store = store;
    this.#tab = tab;
    this.#now = now;
  }

  /** This tab's own, else what a tab that is gone has left. */
  read(key: string): string | null {
    const own = this.#get(this.#own(key));
    if (own) return own.text;
    // As drafts were kept before each tab had its own.
    const old = this.#store.getItem(key);
    if (old !== null) {
      this.#store.removeItem(key);
      this.write(key, old);
      return old;
    }
    const left = this.#left(key);
    if (left === null) return null;
    const { text } = this.#get(left)!;
    this.#store.removeItem(left);
    this.write(key, text);
    return text;
  }

  write(key: string, text: string | null): void {
    if (text === null) this.#store.removeItem(this.#own(key));
    else this.#put(this.#own(key), { text, until: this.#now() + LEASE });
  }

  /** This tab is still there; `false` as it goes, so that the next finds everything at once. */
  renew(isThere = true): void {
    const until = isThere ? this.#now() + LEASE : 0;
    for (const key of Object.keys(this.#store)) {
      if (!key.endsWith(` @${this.#tab}`)) continue;
      this.#put(key, { text: this.#get(key)!.text, until });
    }
  }

  #own(key: string): string {
    return `${key} @${this.#tab}`;
  }

  #left(key: string): string | null {
    const isLeft = (one: string) => (this.#get(one)?.until ?? 0) <= this.#now();
    const keys = Object.keys(this.#store).filter((one) => one.startsWith(`${key} @`));
    return keys.find(isLeft) ?? null;
  }

  #get(key: string): Kept | null {
    const kept = this.#store.getItem(key);
    return kept === null ? null : JSON.parse(kept);
  }

  #put(key: string, kept: Kept): void {
    this.#store.setItem(key, JSON.stringify(kept));
  }
}
