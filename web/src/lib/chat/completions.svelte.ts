import type { Completion } from "#contract/nouns";
import { api } from "#web/api/calls.ts";

type Option = Completion["options"][number];

/** Fast fingers ask once. Milliseconds. */
const SETTLE = 90;

/** What may stand at the cursor of a command being typed (SPEC §1.22). */
export class Completions {
  options = $state.raw<Option[]>([]);
  /** -1: none is chosen, and Enter sends. */
  chosen = $state(-1);
  readonly #channel: string;
  #at = { from: 0, to: 0 };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(channel: string) {
    this.#channel = channel;
  }

  ask(text: string, cursor: number): void {
    clearTimeout(this.#timer);
    if (!/^\s*[/／、]/.test(text)) {
      this.close();
      return;
    }
    this.#timer = setTimeout(() => void this.#fetch(text, cursor), SETTLE);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.options = [];
    this.chosen = -1;
  }

  move(step: number): void {
    const n = this.options.length;
    if (n > 0) this.chosen = (this.chosen + step + n + (this.chosen < 0 && step < 0 ? 1 : 0)) % n;
  }

  /** The line with an option put in, and where the cursor stands then. */
  put(text: string, option: Option): { text: string; cursor: number } {
    const { from, to } = this.#at;
    const isWhole =
      option.kind !== "key" && option.kind !== "field" && !option.insert.endsWith("=");
    const insert =
      isWhole && !option.insert.endsWith(" ") && text.slice(to, to + 1) !== " "
        ? `${option.insert} `
        : option.insert;
    return { text: text.slice(0, from) + insert + text.slice(to), cursor: from + insert.length };
  }

  async #fetch(text: string, cursor: number): Promise<void> {
    this.#asked += 1;
    const mine = this.#asked;
    try {
      const { from, to, options } = await api.complete(text, cursor, this.#channel);
      if (mine !== this.#asked) return;
      this.#at = { from, to };
      this.options = options;
      this.chosen = -1;
    } catch {
      if (mine === this.#asked) this.close();
    }
  }
}
