type Theme = "light" | "dark";
type TypeSize = "normal" | "large";

/** How this device shows things; app.html sets the same before the first paint. */
class Preferences {
  #theme = $state<Theme>(document.documentElement.dataset.theme === "dark" ? "dark" : "light");
  #type = $state<TypeSize>(document.documentElement.dataset.type === "large" ? "large" : "normal");

  #keys = $state(localStorage.getItem("lingda.keys") !== "off");

  constructor() {
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) => {
      if (localStorage.getItem("lingda.theme") === null) this.#show(matches ? "dark" : "light");
    });
  }

  get theme(): Theme {
    return this.#theme;
  }
  set theme(theme: Theme) {
    localStorage.setItem("lingda.theme", theme);
    this.#show(theme);
  }

  /** 大字版. */
  get type(): TypeSize {
    return this.#type;
  }
  set type(type: TypeSize) {
    localStorage.setItem("lingda.type", type);
    this.#type = type;
    document.documentElement.dataset.type = type;
  }

  /** Letters that act alone, without Ctrl: j k v r c in a room's queue (WCAG 2.1.4). */
  get keys(): boolean {
    return this.#keys;
  }
  set keys(on: boolean) {
    localStorage.setItem("lingda.keys", on ? "on" : "off");
    this.#keys = on;
  }

  #show(theme: Theme): void {
    this.#theme = theme;
    document.documentElement.dataset.theme = theme;
  }
}

export const preferences = new Preferences();
