import { SvelteMap } from "svelte/reactivity";

/** A card counts as seen from so many pixels on, or half of a smaller one. */
const ENOUGH = 120;
const STEPS = Array.from({ length: 21 }, (_, i) => i / 20);

/** Which items have a card of theirs before the reader's eyes. */
export class InSight {
  /** Cards in sight by item: one item may have several. */
  readonly #cards = new SvelteMap<string, number>();

  has(item: string): boolean {
    return (this.#cards.get(item) ?? 0) > 0;
  }

  /** Watches a row with a card of the item for as long as it is drawn. */
  watch(element: Element, item: string): () => void {
    let isSeen = false;
    const see = (next: boolean) => {
      if (next === isSeen) return;
      isSeen = next;
      this.#cards.set(item, (this.#cards.get(item) ?? 0) + (next ? 1 : -1));
    };
    const observer = new IntersectionObserver(
      (entries) => {
        const { intersectionRect: seen, boundingClientRect: whole } = entries.at(-1)!;
        see(seen.height >= Math.max(1, Math.min(ENOUGH, whole.height / 2)));
      },
      { threshold: STEPS },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      see(false);
    };
  }
}
