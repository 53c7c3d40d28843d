/**
 * Which rows of a long list are on the screen. Rows differ in height and are measured as they
 * appear; the row under the reader's eye stays where it is when others grow, come or go.
 */
export class VirtualList {
  /** Ids in order. */
  #ids = $state.raw<string[]>([]);
  #heights = $state.raw<ReadonlyMap<string, number>>(new Map());
  #scrollTop = $state(0);
  #view = $state(600);
  /** Height of all rows when the box was last looked at. */
  #whole = 0;
  readonly #estimate: number;
  readonly #overscan = 800;
  /** Whether the reader stands at the end and follows what comes. */
  isAtEnd = $state(true);
  #anchor: { id: string; below: number } | null = null;

  readonly #offsets = $derived.by(() => {
    const offsets = [0];
    for (const id of this.#ids) offsets.push(offsets.at(-1)! + this.#heightOf(id));
    return offsets;
  });
  readonly first = $derived(Math.max(0, this.#indexAt(this.#scrollTop - this.#overscan)));
  readonly end = $derived(
    Math.min(this.#ids.length, this.#indexAt(this.#scrollTop + this.#view + this.#overscan) + 1),
  );
  readonly before = $derived(this.#offsets[this.first] ?? 0);
  readonly after = $derived(Math.max(0, this.#offsets.at(-1)! - (this.#offsets[this.end] ?? 0)));

  constructor(options: { estimate: number; followEnd?: boolean }) {
    this.#estimate = options.estimate;
    this.isAtEnd = options.followEnd ?? false;
    this.#follows = this.isAtEnd;
  }
  readonly #follows: boolean;

  setIds(ids: string[]): void {
    this.#ids = ids;
  }

  /** After a scroll of the reader's own. */
  scrolled(box: HTMLElement): void {
    // Rows that grow leave the end behind by themselves, and a box that grows moves what is in it:
    // only where neither has happened has a reader moved up.
    const isSame = box.clientHeight === this.#view && box.scrollHeight === this.#whole;
    const movedUp = isSame && box.scrollTop < this.#scrollTop - 1;
    this.#scrollTop = box.scrollTop;
    this.#view = box.clientHeight;
    this.#whole = box.scrollHeight;
    const isNear = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
    this.isAtEnd = this.#follows && (isNear || (this.isAtEnd && !movedUp));
    const i = this.#indexAt(box.scrollTop);
    const id = this.#ids[i];
    this.#anchor = id === undefined ? null : { id, below: box.scrollTop - this.#offsets[i]! };
  }

  measured(sizes: Iterable<[string, number]>): void {
    const next = new Map(this.#heights);
    let changed = false;
    for (const [id, height] of sizes) {
      if (height > 0 && Math.abs((next.get(id) ?? 0) - height) > 0.5) {
        next.set(id, height);
        changed = true;
      }
    }
    if (changed) this.#heights = next;
  }

  /** Where the box must stand now so that nothing jumps; reads everything that moves rows. */
  place(): number | "end" | null {
    const offsets = this.#offsets;
    if (this.isAtEnd) return "end";
    if (!this.#anchor) return null;
    const i = this.#ids.indexOf(this.#anchor.id);
    return i < 0 ? null : offsets[i]! + this.#anchor.below;
  }

  /** Top of a row, to jump to it; null where it is not in the list. */
  offsetOf(id: string): number | null {
    const i = this.#ids.indexOf(id);
    return i < 0 ? null : this.#offsets[i]!;
  }

  #heightOf(id: string): number {
    return this.#heights.get(id) ?? this.#estimate;
  }

  /** Index of the row at a height: the last one that begins above it. */
  #indexAt(top: number): number {
    const offsets = this.#offsets;
    let low = 0;
    let high = offsets.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (offsets[middle]! <= top) low = middle;
      else high = middle - 1;
    }
    return Math.min(low, Math.max(0, this.#ids.length - 1));
  }
}
