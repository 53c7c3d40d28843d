/** A message of one's own that is being changed, and the words it had. */
export interface Editing {
  message: string;
  was: string;
}

/** What somebody is writing in one channel, on the device: it outlives errors and reloads. */
export class Draft {
  readonly #key: string;

  constructor(person: string, channel: string) {
    this.#key = `lingda.draft ${person} ${channel}`;
  }

  get text(): string {
    return localStorage.getItem(this.#key) ?? "";
  }
  set text(text: string) {
    keep(this.#key, text === "" ? null : text);
  }

  /** The change that stood open, with the words typed so far. */
  get edit(): (Editing & { text: string }) | null {
    return JSON.parse(localStorage.getItem(`${this.#key} edit`) ?? "null");
  }
  set edit(edit: (Editing & { text: string }) | null) {
    keep(`${this.#key} edit`, edit && JSON.stringify(edit));
  }
}

function keep(key: string, value: string | null): void {
  if (value === null) localStorage.removeItem(key);
  else localStorage.setItem(key, value);
}
