import type { CommandView, Completion } from "#contract/nouns";
import { dropInvisible } from "#domain/text/invisible";
import { api } from "#web/api/calls.ts";
import { GROUP_ORDER } from "#web/help/command-groups.ts";
import { session } from "#web/session/session.svelte.ts";
import { enterTakes } from "./enter-takes.ts";

type Option = Completion["options"][number];

/** What clients send by themselves is not offered. */
const BY_ITSELF = new Set(["say", "read", "look", "edit"]);

/** Fast fingers ask once. Milliseconds. */
const SETTLE = 90;
/** A line that acts, or a name being called just before the cursor. */
const ASKS = /^\s*[/／、]|[@＠][\p{L}\p{N}_·]{0,20}$/u;

/** What may stand at the cursor: of a command being typed, or whom an `@` calls (SPEC §1.17, 1.22). */
export class Completions {
  options = $state.raw<Option[]>([]);
  /** -1: none is chosen, and Enter sends. */
  chosen = $state(-1);
  readonly #channel: string;
  #at = { from: 0, to: 0 };
  /** The line the options are of: another one is completed anew. */
  #of = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(channel: string) {
    this.#channel = channel;
  }

  ask(text: string, cursor: number): void {
    clearTimeout(this.#timer);
    if (!ASKS.test(dropInvisible(text.slice(0, cursor)))) {
      this.close();
      return;
    }
    // The options are of the words before: until the new ones are here Enter takes none of them.
    if (text !== this.#of) this.chosen = -1;
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
    if (text !== this.#of) return { text, cursor: text.length };
    const { from, to } = this.#at;
    const isKey = option.kind === "key" || option.kind === "field" || option.insert.endsWith("=");
    const isWhole = !isKey && !option.goesOn;
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
      const found = await api.complete(text, cursor, this.#channel);
      if (mine !== this.#asked) return;
      const { from, to, isComplete } = found;
      this.#at = { from, to };
      this.#of = text;
      this.options = arranged(found.options);
      const typed = text.slice(from, to).trim();
      this.chosen = enterTakes({ options: this.options, isComplete }, typed);
    } catch {
      if (mine === this.#asked) this.close();
    }
  }
}

/** The command that is offered, if it is one. */
export function commandOf({ kind, label }: Option): CommandView | undefined {
  return kind === "command" ? session.command(label.replace(/^\//, "")) : undefined;
}

/** Commands by group, each group in the server's order; the rest as it came. */
function arranged(options: Option[]): Option[] {
  const rank = (option: Option) => GROUP_ORDER.indexOf(commandOf(option)?.group ?? "");
  return options
    .filter((option) => !BY_ITSELF.has(commandOf(option)?.key ?? ""))
    .toSorted((a, b) => rank(a) - rank(b));
}
