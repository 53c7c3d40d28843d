/** Short sentences about what was just done; they leave by themselves, and errors never come here. */
class Toasts {
  list = $state<{ id: number; text: string }[]>([]);
  #next = 0;

  say(text: string): void {
    this.#next += 1;
    const id = this.#next;
    this.list = [...this.list, { id, text }].slice(-3);
    setTimeout(
      () => {
        this.list = this.list.filter((one) => one.id !== id);
      },
      4_000 + text.length * 60,
    );
  }
}

export const toasts = new Toasts();
