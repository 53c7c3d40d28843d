import { now } from "#web/clock/now.ts";

/** What can be taken back, and until when (epoch milliseconds). */
export interface TakeBack {
  until: number;
  run: () => void;
}

interface Toast {
  id: number;
  text: string;
  about: string | null;
  undo: TakeBack | null;
}

/** Short sentences about what was just done; they leave by themselves, and errors never come here. */
class Toasts {
  list = $state.raw<Toast[]>([]);
  #next = 0;

  /**
   * @param about what of a kind is said again and again: the next takes the place of the one before
   * @param undo stands until its time is over or something else was done: only the last can be taken back
   */
  say(text: string, about: string | null = null, undo: TakeBack | null = null): void {
    this.#next += 1;
    const id = this.#next;
    const others = this.list.filter(
      (one) => one.undo === null && (about === null || one.about !== about),
    );
    this.list = [...others, { id, text, about, undo }].slice(-3);
    setTimeout(() => this.drop(id), undo ? undo.until - now() : 4_000 + text.length * 60);
  }

  drop(id: number): void {
    this.list = this.list.filter((one) => one.id !== id);
  }
}

export const toasts = new Toasts();
