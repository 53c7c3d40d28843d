import type { Answer, Envelope } from "#contract/envelope";
import { api } from "#web/api/calls.ts";
import { faultOf } from "#web/api/client.ts";
import { memory } from "#web/api/memory.ts";
import { newCid } from "#web/api/new-cid.ts";
import type { Fault } from "#web/api/shapes.ts";
import { line } from "#web/sync/line.svelte.ts";
import { type About, type Entry, envelopeOf, isWaiting, pauseAfter, verdictOf } from "./entry.ts";

/** How an entry ended, or that it now waits for the line. */
export type Outcome =
  | { kind: "accepted"; answer: Answer }
  | { kind: "refused"; fault: Fault }
  | { kind: "waiting" };

/** A tab that does not renew its lease has gone; another takes over. Milliseconds. */
const LEASE = 5_000;
const RENEW = 2_000;
/** What was done stays on the device this long, for 今天已办. */
const KEPT = 24 * 60 * 60 * 1000;

/**
 * Everything that is written goes through here: first onto the device, then to the server, one
 * after the other, each until it is answered. A reload or a crash changes nothing about that.
 */
class Outbox {
  entries = $state.raw<Entry[]>([]);
  #person: string | null = null;
  /** A reload is the same tab, and need not wait for its own lease to end. */
  readonly #tab = tabId();
  readonly #waiting = new Map<string, (outcome: Outcome) => void>();
  readonly #news = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("lingda");
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isSending = false;

  /** Begins for a person: what they left unsent goes out first. */
  async start(person: string): Promise<void> {
    this.#person = person;
    await this.#load();
    line.onReturn(() => this.#wake());
    // Hints to try now; only an answer counts.
    addEventListener("online", () => this.#wake());
    document.addEventListener("visibilitychange", () => this.#wake());
    this.#news?.addEventListener("message", () => void this.#load());
    this.#wake();
  }

  stop(): void {
    this.#person = null;
    this.entries = [];
  }

  /**
   * Takes a command. Resolves once it is answered, or as soon as it is known to wait for the line.
   * @param envelope without cid; one may be given to go on with an earlier one (确认)
   */
  async send(
    envelope: Omit<Envelope, "cid" | "clientAt"> & { cid?: string },
    more: { label: string; about?: About },
  ): Promise<Outcome> {
    const { cid = newCid(), ...rest } = envelope;
    const outcome = new Promise<Outcome>((resolve) => this.#waiting.set(cid, resolve));
    const entry: Omit<Entry, "n"> = {
      ...{ cid, person: this.#person ?? "", envelope: rest, clientAt: Date.now() },
      ...{ triedPlain: false, state: "saved", attempts: 0, answer: null, fault: null },
      ...{ answeredAt: null, label: more.label, about: more.about ?? null },
    };
    try {
      await memory.outbox.add(entry as Entry);
    } catch {
      // A device without room, or a private window: sent at once, or not at all.
      return this.#sendUnkept({ cid, ...rest });
    }
    await this.#load();
    this.#wake();
    return outcome;
  }

  /** Forgets an entry that has been answered, or was never tried. */
  async drop(cid: string): Promise<void> {
    await memory.outbox.where({ cid }).delete();
    await this.#load();
  }

  /** The newest entry about an item's place. */
  about(item: string, node: string | null): Entry | undefined {
    return this.entries.findLast(
      ({ about }) =>
        about?.item === item && (about.node === null || node === null || about.node === node),
    );
  }

  get waiting(): Entry[] {
    return this.entries.filter(isWaiting);
  }

  async #sendUnkept(envelope: Envelope): Promise<Outcome> {
    this.#waiting.delete(envelope.cid);
    const { answer, fault } = await this.#ask(envelope);
    return answer ? { kind: "accepted", answer } : { kind: "refused", fault: fault! };
  }

  async #load(): Promise<void> {
    if (this.#person === null) return;
    const all = await memory.outbox.where({ person: this.#person }).sortBy("n");
    const old = all.filter(
      ({ state, answeredAt }) => state === "accepted" && answeredAt! < Date.now() - KEPT,
    );
    if (old.length > 0) await memory.outbox.bulkDelete(old.map(({ n }) => n));
    this.entries = all.filter((entry) => !old.includes(entry));
  }

  #wake(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    void this.#run();
  }

  async #run(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    let pause: number | null = null;
    try {
      while (pause === null && this.#person !== null) {
        const next = this.waiting[0];
        if (!next) break;
        pause = await this.#alone(() => this.#deliver(next));
        await this.#load();
      }
    } finally {
      this.#isSending = false;
    }
    if (pause !== null) this.#timer = setTimeout(() => this.#wake(), pause);
  }

  /** @returns null when the next may follow, else how long to wait before this one is tried again */
  async #deliver(entry: Entry): Promise<number | null> {
    const sent = envelopeOf(entry, line.isProved, Date.now());
    const attempts = entry.attempts + 1;
    const plain = sent.clientAt === undefined;
    await this.#note(entry, { attempts, triedPlain: entry.triedPlain || plain });
    const { answer, fault } = await this.#ask(sent);
    const verdict = verdictOf(entry, sent, fault);
    switch (verdict) {
      case "accepted":
        await this.#end(
          entry,
          { state: "accepted", answer, fault: null },
          { kind: "accepted", answer: answer! },
        );
        return null;
      case "refused":
        await this.#end(entry, { state: "refused", fault }, { kind: "refused", fault: fault! });
        return null;
      case "again-plain":
        await this.#note(entry, { attempts: 0 });
        return null;
      case "again":
      case "signed-out":
        await this.#note(entry, { state: "queued", fault });
        // Those behind it wait as well.
        for (const cid of [...this.#waiting.keys()]) this.#settle(cid, { kind: "waiting" });
        return pauseAfter(attempts);
    }
  }

  async #ask(sent: Envelope): Promise<{ answer: Answer | null; fault: Fault | null }> {
    const renewing = navigator.locks
      ? undefined
      : setInterval(() => void this.#holdsLease().catch(() => {}), RENEW);
    try {
      return { answer: await api.command(sent), fault: null };
    } catch (error) {
      return { answer: null, fault: faultOf(error) };
    } finally {
      clearInterval(renewing);
    }
  }

  async #end(entry: Entry, change: Partial<Entry>, outcome: Outcome): Promise<void> {
    await this.#note(entry, { ...change, answeredAt: Date.now() });
    this.#settle(entry.cid, outcome);
  }

  #settle(cid: string, outcome: Outcome): void {
    this.#waiting.get(cid)?.(outcome);
    this.#waiting.delete(cid);
  }

  async #note(entry: Entry, change: Partial<Entry>): Promise<void> {
    await memory.outbox.update(entry.n, change);
    this.#news?.postMessage("outbox");
  }

  /** One tab sends for all; the others look again in a moment. */
  async #alone(deliver: () => Promise<number | null>): Promise<number | null> {
    // Freed by the browser itself when a tab goes, but there on https only.
    if (!navigator.locks) return (await this.#holdsLease()) ? deliver() : RENEW;
    return navigator.locks.request("lingda.outbox", { ifAvailable: true }, (lock) =>
      lock ? deliver() : RENEW,
    );
  }

  /** The same over plain http: a row, taken and renewed in one transaction. */
  async #holdsLease(): Promise<boolean> {
    return memory.transaction("rw", memory.leases, async () => {
      const lease = await memory.leases.get("outbox");
      const now = Date.now();
      if (lease && lease.tab !== this.#tab && lease.until > now) return false;
      await memory.leases.put({ key: "outbox", tab: this.#tab, until: now + LEASE });
      return true;
    });
  }
}

function tabId(): string {
  const id = sessionStorage.getItem("lingda.tab") ?? newCid();
  sessionStorage.setItem("lingda.tab", id);
  return id;
}

export const outbox = new Outbox();
