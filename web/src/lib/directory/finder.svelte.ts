import { api } from "#web/api/calls.ts";
import { faultOf } from "#web/api/client.ts";
import { newCid } from "#web/api/new-cid.ts";
import type { Fault } from "#web/api/shapes.ts";
import { store } from "#web/sync/store.svelte.ts";
import { type FoundLine, foundLines } from "./found-lines.ts";

/** Typing goes on faster than answers come. Milliseconds. */
const SETTLE = 150;
const ASK = "/找 ";

export interface FoundPlace {
  name: string;
  detail: string;
}

/** Finds places while one types, and people by name or post when asked. */
export class Finder {
  words = $state("");
  places = $state.raw<FoundPlace[]>([]);
  people = $state.raw<{ words: string; lines: FoundLine[] } | null>(null);
  fault = $state.raw<Fault | null>(null);
  busy = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  typed(words: string): void {
    this.words = words;
    this.fault = null;
    clearTimeout(this.#timer);
    if (words.trim() === "") this.places = [];
    else this.#timer = setTimeout(() => void this.#complete(words.trim()), SETTLE);
  }

  clear(): void {
    this.typed("");
    this.people = null;
  }

  /** The place one chose, by its id; null with a sentence in `fault` when it cannot be opened. */
  async placeId(place: FoundPlace): Promise<string | null> {
    return this.#try(async () => (await api.node(place.name)).id);
  }

  async findPeople(): Promise<void> {
    const words = this.words.trim();
    if (words === "") return;
    this.places = [];
    const answer = await this.#try(() =>
      api.command({ cid: newCid(), channel: anyChannel(), name: "who", input: { query: words } }),
    );
    this.people = answer && { words, lines: foundLines(answer.result.text) };
  }

  /** Only the newest question's answer counts. A line that is down is said when one asks in earnest. */
  async #complete(words: string): Promise<void> {
    this.#asked += 1;
    const turn = this.#asked;
    const text = ASK + words;
    try {
      const { options } = await api.complete(text, text.length, anyChannel());
      if (turn !== this.#asked || this.words.trim() !== words) return;
      this.places = options
        .filter(({ kind }) => kind === "node")
        .map(({ insert, detail }) => ({ name: insert, detail: detail ?? "" }));
    } catch {
      if (turn === this.#asked) this.places = [];
    }
  }

  async #try<T>(ask: () => Promise<T>): Promise<T | null> {
    this.busy = true;
    this.fault = null;
    try {
      return await ask();
    } catch (error) {
      this.fault = faultOf(error);
      return null;
    } finally {
      this.busy = false;
    }
  }
}

/** Whom one may look up does not depend on where one asks; the first of one's own will do. */
function anyChannel(): string {
  return store.now.order?.[0] ?? "@令达";
}
