import { thisTab } from "./this-tab.ts";

/** A message of one's own that is being changed, and the words it had. */
export interface Editing {
  message: string;
  was: string;
}

/** What somebody is writing in one channel and one tab, on the device: it outlives errors and reloads. */
export class Draft {
  readonly #key: string;

  constructor(person: string, channel: string) {
    this.#key = `lingda.draft ${person} ${channel}`;
  }

  get text(): string {
    return thisTab.read(this.#key) ?? "";
  }
  set text(text: string) {
    thisTab.write(this.#key, text === "" ? null : text);
  }

  /** The change that stood open, with the words typed so far. */
  get edit(): (Editing & { text: string }) | null {
    return JSON.parse(thisTab.read(`${this.#key} edit`) ?? "null");
  }
  set edit(edit: (Editing & { text: string }) | null) {
    thisTab.write(`${this.#key} edit`, edit && JSON.stringify(edit));
  }
}
