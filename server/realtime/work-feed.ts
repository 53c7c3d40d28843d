import type { Effects } from "#kernel/effects";
import type { Kernel } from "#kernel/kernel";
import { placeRoom } from "./channel-rooms.ts";
import type { LiveSocket } from "./live-socket.ts";
import type { NativeRooms } from "./native-rooms.ts";

/** A place is told at once, and then no more often than this. */
const PAUSE = 1_000;

/**
 * Tells those who serve at a place that work was done at or below it: a reply by another of one's
 * phones, by a deputy or by a grid writes nothing into one's channels, yet changes what waits.
 */
export class WorkFeed {
  readonly #kernel: Pick<Kernel, "org" | "now">;
  readonly #rooms: NativeRooms;
  /** Places that were told within the pause, and whether there is more to tell after it. */
  readonly #told = new Map<string, { more: boolean }>();
  readonly #alarms = new Set<ReturnType<typeof setTimeout>>();

  constructor(kernel: Pick<Kernel, "org" | "now">, rooms: NativeRooms) {
    this.#kernel = kernel;
    this.#rooms = rooms;
  }

  /** The person's own places, for as long as the socket lives: other posts cut it. */
  follow(live: LiveSocket): void {
    for (const { node, serves } of this.#kernel
      .org()
      .assignmentsOf(live.person, this.#kernel.now())) {
      live.join(placeRoom(serves ?? node));
    }
  }

  take({ targets }: Effects): void {
    if (targets.length === 0) return;
    const { tree } = this.#kernel.org();
    const places = new Set<string>();
    for (const { node } of targets) for (const { id } of tree.lineage(node)) places.add(id);
    for (const place of places) this.#note(place);
  }

  stop(): void {
    for (const alarm of this.#alarms) clearTimeout(alarm);
    this.#told.clear();
  }

  #note(place: string): void {
    const told = this.#told.get(place);
    if (told) told.more = true;
    else if (this.#rooms.hasMembers(placeRoom(place))) this.#tell(place);
  }

  #tell(node: string): void {
    this.#rooms.emit(placeRoom(node), "work", { node });
    const told = { more: false };
    this.#told.set(node, told);
    const alarm = setTimeout(() => {
      this.#alarms.delete(alarm);
      this.#told.delete(node);
      if (told.more) this.#tell(node);
    }, PAUSE);
    this.#alarms.add(alarm);
  }
}
