/** Short sentences about what was just done; they leave by themselves, and errors never come here. */
class Toasts {
  list = $state<{ id: number; text: string; about: string | null }[]>([]);
  #next = 0;

  /** @param about what of a kind is said again and again: the next takes the place of the one before */
  say(text: string, about: string | null = null): void {
    this.#next += 1;
    const id = this.#next;
    this.list = [
      ...this.list.filter((one) => about === null || one.about !== about),
      { id, text, about },
    ].slice(-3);
    setTimeout(
      () => {
        this.list = this.list.filter((one) => one.id !== id);
      },
      4_000 + text.length * 60,
    );
  }
}

export const toasts = new Toasts();
