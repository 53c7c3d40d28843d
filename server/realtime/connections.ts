import type { Kernel } from "#kernel/kernel";
import { entitlement, nextTurn } from "./entitlement.ts";
import type { LiveSocket } from "./live-socket.ts";

/** How often the clock is looked at: rights that end by themselves end sockets within this. */
const LOOK = 1_000;
/** Sockets judged before others get their turn. */
const SLICE = 200;
/** For how long an ended session is remembered: longer than any handshake takes. */
const HANDSHAKE = 60_000;

/**
 * Who is connected, and the one thing that happens when a right changes: the socket is cut, and
 * the reconnect decides anew (DESIGN §5).
 */
export class Connections {
  readonly #kernel: Pick<Kernel, "org" | "now">;
  /** Whether all that this socket follows beyond its own channels is still its to see. */
  readonly #mayStill: (live: LiveSocket) => boolean;
  readonly #bySession = new Map<string, Set<LiveSocket>>();
  readonly #byData = new WeakMap<object, LiveSocket>();
  readonly #ended = new Set<string>();
  readonly #clock: ReturnType<typeof setInterval>;
  #turn: number;

  constructor(kernel: Pick<Kernel, "org" | "now">, mayStill: (live: LiveSocket) => boolean) {
    this.#kernel = kernel;
    this.#mayStill = mayStill;
    this.#turn = nextTurn(kernel.org(), kernel.now());
    this.#clock = setInterval(() => this.#look(), LOOK);
  }

  /** @returns false when its session ended while it was coming in */
  add(live: LiveSocket): boolean {
    if (this.#ended.has(live.session)) return false;
    const others = this.#bySession.get(live.session);
    if (others) others.add(live);
    else this.#bySession.set(live.session, new Set([live]));
    this.#byData.set(live.data, live);
    return true;
  }

  remove(live: LiveSocket): void {
    const others = this.#bySession.get(live.session);
    others?.delete(live);
    if (others?.size === 0) this.#bySession.delete(live.session);
  }

  /** The socket over this connection, by what the engine keeps on it. */
  of(data: object): LiveSocket | undefined {
    return this.#byData.get(data);
  }

  all(): LiveSocket[] {
    return [...this.#bySession.values()].flatMap((sockets) => [...sockets]);
  }

  /** Cuts the sockets of sessions that ended: signed out, revoked, replaced. */
  closeSessions(ids: readonly string[]): void {
    for (const id of ids) {
      this.#ended.add(id);
      setTimeout(() => this.#ended.delete(id), HANDSHAKE).unref();
      for (const live of [...(this.#bySession.get(id) ?? [])]) live.cut();
    }
  }

  /** Judges every socket anew and cuts those whose person's rights are no longer the same. */
  async review(): Promise<void> {
    this.#turn = nextTurn(this.#kernel.org(), this.#kernel.now());
    const sockets = this.all();
    for (let i = 0; i < sockets.length; i += SLICE) {
      if (i > 0) await new Promise((resolve) => setImmediate(resolve));
      const org = this.#kernel.org();
      const now = this.#kernel.now();
      for (const live of sockets.slice(i, i + SLICE)) {
        const same = entitlement(org, live.person, now) === live.entitlement;
        if (!same || !this.#mayStill(live)) live.cut();
      }
    }
  }

  stop(): void {
    clearInterval(this.#clock);
    for (const live of this.all()) live.cut();
  }

  #look(): void {
    if (this.#kernel.now() >= this.#turn) void this.review();
  }
}
