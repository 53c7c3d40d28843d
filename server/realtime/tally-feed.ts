import { Refusal } from "#contract/errors";
import type { Watch } from "#contract/live";
import { holdsCap } from "#domain/org/posts";
import { can, NUDGERS } from "#domain/rights/rights";
import { seriesOf } from "#domain/text/ids";
import type { Effects } from "#kernel/effects";
import type { Kernel } from "#kernel/kernel";
import { itemOf } from "#views/items";
import { tallyView } from "#views/tally";
import { viewerOf } from "#views/viewer";
import type { LiveSocket } from "./live-socket.ts";
import type { NativeRooms } from "./native-rooms.ts";

type Item = Effects["items"][number];

/** Those who watch one place's tally of one item and see the same of it. */
interface Room {
  name: string;
  item: string;
  node: string;
  /** Below their own place people see the names of who is missing; above and beside it the sums. */
  rows: boolean;
  watchers: Set<LiveSocket>;
}

/** Four a second for each item and room. */
const PAUSE = 250;
/** Tallies take at most one part in this many of the time, however many are watched. */
const SHARE = 4;
/** Cards on one screen are few. */
const MOST_WATCHED = 200;

/**
 * Live counts for the cards on people's screens. Volatile: what changes several times within a
 * pause is sent once, as it is then, and never again.
 */
export class TallyFeed {
  readonly #kernel: Kernel;
  readonly #rooms: NativeRooms;
  readonly #onFault: (error: unknown) => void;
  readonly #watched = new Map<string, Room>();
  /** Rooms by item and place. */
  readonly #byPlace = new Map<string, Set<Room>>();
  readonly #bySocket = new WeakMap<LiveSocket, Set<Room>>();
  readonly #items = new Map<string, Item>();
  readonly #changed = new Set<Room>();
  /** Counts commits: tells whether one came between a look and the entry into a room. */
  #commits = 0;
  #alarm: ReturnType<typeof setTimeout> | null = null;
  #restUntil = 0;

  constructor(kernel: Kernel, rooms: NativeRooms, onFault: (error: unknown) => void) {
    this.#kernel = kernel;
    this.#rooms = rooms;
    this.#onFault = onFault;
  }

  /**
   * Tells the watcher how the tally stands and from then on what becomes of it, so that nothing
   * falls between the two.
   * @throws Refusal `not_found` when the item or the place is out of sight; `too_large`
   */
  async watch(live: LiveSocket, { item: id, node }: Watch): Promise<void> {
    const viewer = viewerOf(this.#kernel, live.person);
    const item = await itemOf(viewer, id);
    const commits = this.#commits;
    // Decides what the watcher may see there, and throws when that is nothing.
    const tally = await tallyView(viewer, item, node);
    if (!live.isOpen) return;
    const rows = this.#sees(live, "see_targets", item, node);
    // Whom one would remind is of one's posts: people of the same posts see the same.
    const name = `tally/${rows ? "rows" : "sums"}/${item.id}/${node}/${this.#postsOf(live)}`;
    const room = this.#watched.get(name) ?? {
      ...{ name, item: item.id, node, rows },
      watchers: new Set(),
    };
    const own = this.#bySocket.get(live) ?? new Set();
    if (own.size >= MOST_WATCHED) {
      throw new Refusal("too_large", "同时盯着的卡片太多，请先关掉一些");
    }
    this.#watched.set(name, room);
    const place = `${item.id} ${node}`;
    this.#byPlace.set(place, (this.#byPlace.get(place) ?? new Set()).add(room));
    this.#items.set(item.id, item);
    this.#bySocket.set(live, own.add(room));
    room.watchers.add(live);
    live.join(name);
    live.emit("tally", tally);
    if (this.#commits === commits) return;
    this.#changed.add(room);
    this.#schedule();
  }

  unwatch(live: LiveSocket, { item, node }: Watch): void {
    for (const room of this.#bySocket.get(live) ?? []) {
      if (room.item === item && room.node === node) this.#forget(live, room);
    }
  }

  leave(live: LiveSocket): void {
    for (const room of this.#bySocket.get(live) ?? []) this.#forget(live, room);
  }

  /** Whether everything the socket watches is still as much in sight as when it began. */
  mayStill(live: LiveSocket): boolean {
    return [...(this.#bySocket.get(live) ?? [])].every(({ item: id, node, rows }) => {
      const item = this.#items.get(id)!;
      const seen = this.#sees(live, "see_totals", item, node);
      return seen && this.#sees(live, "see_targets", item, node) === rows;
    });
  }

  /** Notes what a commit changed. */
  take({ tallies, items }: Effects): void {
    this.#commits += 1;
    if (this.#watched.size === 0) return;
    for (const item of items) {
      if (this.#items.has(item.id)) this.#items.set(item.id, item);
      for (const room of this.#watched.values()) if (room.item === item.id) this.#changed.add(room);
    }
    for (const { item, node } of tallies) {
      // The card of a series shows the figures of its round.
      for (const id of new Set([item, seriesOf(item)])) {
        for (const room of this.#byPlace.get(`${id} ${node}`) ?? []) this.#changed.add(room);
      }
    }
    this.#schedule();
  }

  stop(): void {
    if (this.#alarm) clearTimeout(this.#alarm);
    this.#watched.clear();
    this.#byPlace.clear();
    this.#changed.clear();
  }

  #schedule(): void {
    if (this.#alarm || this.#changed.size === 0) return;
    const wait = Math.max(0, this.#restUntil - performance.now());
    this.#alarm = setTimeout(() => void this.#flush(), wait);
  }

  async #flush(): Promise<void> {
    const started = performance.now();
    const rooms = [...this.#changed];
    this.#changed.clear();
    for (const room of rooms) {
      await this.#send(room).catch(this.#onFault);
      // Reading tallies is work; whoever waits for an answer goes first.
      await new Promise((resolve) => setImmediate(resolve));
    }
    const took = performance.now() - started;
    this.#restUntil = performance.now() + Math.max(PAUSE, took * (SHARE - 1));
    this.#alarm = null;
    this.#schedule();
  }

  async #send({ name, item: id, node, watchers }: Room): Promise<void> {
    // All in the room see the same, so any of them stands for the others.
    const [any] = watchers;
    const item = this.#items.get(id);
    if (!any || !item || !this.#sees(any, "see_totals", item, node)) return;
    const tally = await tallyView(viewerOf(this.#kernel, any.person), item, node);
    this.#rooms.emit(name, "tally", tally);
  }

  #sees(live: LiveSocket, action: "see_totals" | "see_targets", item: Item, node: string): boolean {
    const subject = { person: live.person, org: this.#kernel.org(), now: this.#kernel.now() };
    return can(subject, action, { node, issuer: item.node }).ok;
  }

  /** The posts by which the watcher may remind; nobody's where there are none. */
  #postsOf({ person }: LiveSocket): string {
    const org = this.#kernel.org();
    const now = this.#kernel.now();
    if (!holdsCap(person, NUDGERS, org, now)) return "";
    const posts = org.assignmentsOf(person, now);
    return posts
      .map(({ post, node, serves }) => `${post}@${serves ?? node}`)
      .sort()
      .join("+");
  }

  #forget(live: LiveSocket, room: Room): void {
    live.leave(room.name);
    room.watchers.delete(live);
    this.#bySocket.get(live)?.delete(room);
    if (room.watchers.size > 0) return;
    this.#watched.delete(room.name);
    const place = `${room.item} ${room.node}`;
    this.#byPlace.get(place)?.delete(room);
    if (this.#byPlace.get(place)?.size === 0) this.#byPlace.delete(place);
    this.#changed.delete(room);
    const others = [...this.#watched.values()].some(({ item }) => item === room.item);
    if (!others) this.#items.delete(room.item);
  }
}
