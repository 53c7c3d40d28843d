import type { Seat } from "#contract/live";
import { isStaff } from "#domain/org/posts";
import { displayName } from "#domain/org/short-name";
import { can } from "#domain/rights/rights";
import type { Kernel } from "#kernel/kernel";
import { channelRef } from "#views/channel-log";
import { openRoom } from "./channel-rooms.ts";
import { encodeEvent } from "./frames.ts";
import type { LiveSocket } from "./live-socket.ts";
import type { NativeRooms } from "./native-rooms.ts";

/** Changes of presence within this are told together. */
const PAUSE = 1_000;
/** Seats named in one event; the number of people is whole. */
const MOST_NAMED = 30;
/** A keyboard tells that it is used no more often than this. */
const TYPING_PAUSE = 2_000;

/**
 * Who has a channel before them, and who types there: known while they are connected and never
 * stored. Told to those who have it open, by place and post, without names.
 */
export class Presence {
  readonly #kernel: Kernel;
  readonly #rooms: NativeRooms;
  readonly #open = new Map<string, Set<LiveSocket>>();
  readonly #typedAt = new WeakMap<LiveSocket, number>();
  readonly #changed = new Set<string>();
  #alarm: ReturnType<typeof setTimeout> | null = null;

  constructor(kernel: Kernel, rooms: NativeRooms) {
    this.#kernel = kernel;
    this.#rooms = rooms;
  }

  /** Those who may read the channel; the caller has made sure of it. */
  open(live: LiveSocket, channel: string): void {
    const here = this.#open.get(channel);
    if (here) here.add(live);
    else this.#open.set(channel, new Set([live]));
    live.opened.add(channel);
    live.join(openRoom(channel));
    this.#note(channel);
  }

  close(live: LiveSocket, channel: string): void {
    const here = this.#open.get(channel);
    if (!here?.delete(live)) return;
    if (here.size === 0) this.#open.delete(channel);
    live.opened.delete(channel);
    live.leave(openRoom(channel));
    this.#note(channel);
  }

  leave(live: LiveSocket): void {
    for (const channel of [...live.opened]) this.close(live, channel);
  }

  /** Whether the person may still read all that they have open, or follow without a seat. */
  mayStill(live: LiveSocket): boolean {
    return [...live.opened, ...live.others].every((channel) =>
      this.#may(live, "read_channel", channel),
    );
  }

  /** Tells the others that somebody who may post there types. */
  typing(live: LiveSocket, channel: string): void {
    const at = performance.now();
    const last = this.#typedAt.get(live) ?? Number.NEGATIVE_INFINITY;
    if (at - last < TYPING_PAUSE || !live.opened.has(channel)) return;
    const seat = this.#may(live, "post_channel", channel) ? this.#seatOf(live.person) : null;
    if (!seat) return;
    this.#typedAt.set(live, at);
    live.publish(openRoom(channel), encodeEvent("typing", { channel, ...seat }));
  }

  stop(): void {
    if (this.#alarm) clearTimeout(this.#alarm);
  }

  #note(channel: string): void {
    this.#changed.add(channel);
    this.#alarm ??= setTimeout(() => this.#tell(), PAUSE);
  }

  #tell(): void {
    this.#alarm = null;
    for (const channel of this.#changed) {
      const people = new Set([...(this.#open.get(channel) ?? [])].map(({ person }) => person));
      const here = [...people].flatMap((person) => this.#seatOf(person) ?? []);
      const named = here.slice(0, MOST_NAMED);
      this.#rooms.emit(openRoom(channel), "presence", {
        channel,
        people: people.size,
        here: named,
      });
    }
    this.#changed.clear();
  }

  /** A resident's seat would be their household: they are counted and not named. */
  #seatOf(person: string): Seat | null {
    const org = this.#kernel.org();
    for (const { post: key, node } of org.assignmentsOf(person, this.#kernel.now())) {
      const post = org.post(key)!;
      if (isStaff(post, org)) return { nodeName: displayName(org.tree.get(node)!), post: post.zh };
    }
    return null;
  }

  #may(live: LiveSocket, action: "read_channel" | "post_channel", id: string): boolean {
    const org = this.#kernel.org();
    const subject = { person: live.person, org, now: this.#kernel.now() };
    return can(subject, action, { channel: channelRef(id, org) }).ok;
  }
}
