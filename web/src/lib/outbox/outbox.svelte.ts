import type { Answer, Envelope } from "#contract/envelope";
import { DAY } from "#domain/time/zone";
import { api } from "#web/api/calls.ts";
import { faultOf } from "#web/api/client.ts";
import { memory } from "#web/api/memory.ts";
import { newCid } from "#web/api/new-cid.ts";
import type { Fault } from "#web/api/shapes.ts";
import {
  forgetOldFiles,
  isStorageFull,
  keepForEntry,
  releaseFromEntry,
} from "#web/attachments/kept-files.ts";
import type { LocalFile } from "#web/attachments/local-file.ts";
import { now } from "#web/clock/now.ts";
import { m } from "#web/i18n/paraglide/messages.js";
import { line } from "#web/sync/line.svelte.ts";
import {
  type About,
  type Entry,
  type EntryFile,
  envelopeOf,
  isWaiting,
  nextFile,
  pauseAfter,
  type Verdict,
  verdictOf,
  verdictOfFault,
  withFile,
} from "./entry.ts";
import { inTurn, NEXT_TURN } from "./turn.ts";

/** How an entry ended, or that it now waits for the line. */
export type Outcome =
  | { kind: "accepted"; answer: Answer; cid: string }
  | { kind: "refused"; fault: Fault }
  | { kind: "waiting"; cid: string };

/** What was done stays on the device this long, for 今天已办. */
const KEPT = DAY;
/** Nobody stands before a form until three photos are up: after this it goes on by itself. */
const WATCHED = 10_000;

/**
 * Everything that is written goes through here: first onto the device, then to the server, one
 * after the other, each until it is answered, its files before it. A reload or a crash changes
 * nothing about that.
 */
class Outbox {
  entries = $state.raw<Entry[]>([]);
  /** False where the browser keeps nothing: what is sent then waits for no line, it is sent or refused. */
  keeps = $state(true);
  #person: string | null = null;
  /** What was answered without the device holding it: known until the page goes. */
  #unkept: Entry[] = [];
  readonly #waiting = new Map<string, (outcome: Outcome) => void>();
  readonly #news = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("lingda");
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isSending = false;

  /** Begins for a person: what they left unsent goes out first. */
  async start(person: string): Promise<void> {
    this.#person = person;
    this.keeps = await memory.open().then(
      () => true,
      () => false,
    );
    await this.#load();
    line.onReturn(() => this.#wake());
    // Hints to try now; only an answer counts.
    addEventListener("online", () => this.#wake());
    document.addEventListener("visibilitychange", () => this.#wake());
    this.#news?.addEventListener("message", () => void this.#load());
    this.#wake();
    if (this.keeps) void forgetOldFiles().catch(() => {});
  }

  stop(): void {
    this.#person = null;
    this.#unkept = [];
    this.entries = [];
  }

  /**
   * Takes a command. Resolves once it is answered, or as soon as it is known to wait for the line.
   * @param envelope without cid; one may be given to go on with an earlier one (确认). It names its
   *   files `local:<ref>`, in `attachments` or anywhere in `input`
   * @param more `onKept` runs the moment the device holds it: whoever keeps a draft of the same words
   *   forgets it there, or a page loaded anew would offer them a second time
   */
  async send(
    envelope: Omit<Envelope, "cid" | "clientAt"> & { cid?: string },
    more: { label: string; about?: About; files?: LocalFile[]; onKept?: () => void },
  ): Promise<Outcome> {
    const { cid = newCid(), ...rest } = envelope;
    const { label, about = null, files = [] } = more;
    const outcome = new Promise<Outcome>((resolve) => this.#waiting.set(cid, resolve));
    const entry: Omit<Entry, "n"> = {
      ...{ cid, person: this.#person ?? "", envelope: rest, clientAt: now(), files: [] },
      ...{ triedPlain: false, state: "saved", attempts: 0, answer: null, fault: null },
      ...{ answeredAt: null, label, about },
    };
    try {
      await keepForEntry(entry, files);
    } catch (error) {
      // A device without room, or a private window: sent at once, or not at all.
      return this.#sendUnkept({ ...entry, n: 0 }, files, isStorageFull(error));
    }
    more.onKept?.();
    await this.#load();
    if (files.length > 0) setTimeout(() => this.#settle(cid, { kind: "waiting", cid }), WATCHED);
    this.#wake();
    return outcome;
  }

  /** Tries once more now what {@link mayRetry}, under the same cid: had it arrived, it is not done twice. */
  async retry(entry: Entry): Promise<void> {
    await this.#note(entry, { state: "queued", answeredAt: null });
    await this.#load();
    this.#wake();
  }

  /** Forgets an entry that has been answered, or was never tried, with its files. */
  async drop(cid: string): Promise<void> {
    if (!this.keeps) return;
    await memory.outbox.where({ cid }).delete();
    await releaseFromEntry(cid);
    await this.#load();
  }

  /** The newest entry about an item's place. */
  about(item: string, node: string | null): Entry | undefined {
    return this.entries.findLast(
      ({ about }) =>
        about?.item === item && (about.node === null || node === null || about.node === node),
    );
  }

  /** How it stands by now: what waited for the line may have been answered since. */
  now(outcome: Outcome): Outcome {
    if (outcome.kind !== "waiting") return outcome;
    const { cid } = outcome;
    const { state, answer, fault } = this.entries.find((one) => one.cid === cid) ?? {};
    if (state === "accepted" && answer) return { kind: "accepted", answer, cid };
    return state === "refused" && fault ? { kind: "refused", fault } : outcome;
  }

  get waiting(): Entry[] {
    return this.entries.filter(isWaiting);
  }

  async #sendUnkept(entry: Entry, files: LocalFile[], isFull: boolean): Promise<Outcome> {
    this.#waiting.delete(entry.cid);
    const sent: EntryFile[] = [];
    for (const file of files) {
      const { answer, fault } = await attempt(() => api.attach(file.ref, file));
      if (!answer) return refused(fault, isFull);
      sent.push({ ref: file.ref, id: answer.id, attempts: 1 });
    }
    const envelope = envelopeOf({ ...entry, files: sent }, true, entry.clientAt);
    const { answer, fault } = await attempt(() => api.command(envelope));
    if (!answer) return refused(fault, isFull);
    this.#unkept.push({ ...entry, state: "accepted", answer, answeredAt: now() });
    this.entries = [...this.entries, ...this.#unkept.slice(-1)];
    return { kind: "accepted", answer, cid: entry.cid };
  }

  async #load(): Promise<void> {
    if (this.#person === null || !this.keeps) return;
    const all = await memory.outbox.where({ person: this.#person }).sortBy("n");
    const old = all.filter(
      ({ state, answeredAt }) => state === "accepted" && answeredAt! < now() - KEPT,
    );
    if (old.length > 0) await memory.outbox.bulkDelete(old.map(({ n }) => n));
    this.entries = [...all.filter((entry) => !old.includes(entry)), ...this.#unkept];
    for (const entry of this.entries) this.#settleEnded(entry);
  }

  /** Another tab may have sent what this one waits for. */
  #settleEnded({ cid, state, answer, fault }: Entry): void {
    if (state === "accepted" && answer) this.#settle(cid, { kind: "accepted", answer, cid });
    if (state === "refused" && fault) this.#settle(cid, { kind: "refused", fault });
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
        const turn = await inTurn(async () => ({ pause: await this.#deliver(next) }));
        pause = turn ? turn.pause : NEXT_TURN;
        await this.#load();
      }
    } finally {
      this.#isSending = false;
    }
    if (pause !== null) this.#timer = setTimeout(() => this.#wake(), pause);
  }

  /**
   * One sending: of the next file, or of the command once all its files are there.
   * @returns null when the next may follow, else how long to wait before this one is tried again
   */
  async #deliver({ n }: Entry): Promise<number | null> {
    // Another tab may have sent it, or the person given it up, since it was looked up.
    const entry = await memory.outbox.get(n);
    if (!entry || !isWaiting(entry)) return null;
    const file = nextFile(entry);
    return file ? this.#deliverFile(entry, file) : this.#deliverCommand(entry);
  }

  async #deliverFile(entry: Entry, { ref, attempts }: EntryFile): Promise<number | null> {
    const kept = await memory.files.get(ref);
    if (!kept) {
      const fault: Fault = { code: "not_found", message: m.file_lost() };
      return this.#conclude(entry, "refused", fault, 0);
    }
    await this.#note(entry, { files: withFile(entry, ref, { attempts: attempts + 1 }) });
    const { answer, fault } = await attempt(() => api.attach(ref, kept));
    if (!answer) return this.#conclude(entry, verdictOfFault(attempts, fault), fault, attempts + 1);
    await this.#note(entry, { files: withFile(entry, ref, { id: answer.id }), fault: null });
    // The file knows it as well: a form that is asked back takes the same file along again.
    await memory.files.update(ref, { id: answer.id });
    return null;
  }

  async #deliverCommand(entry: Entry): Promise<number | null> {
    const sent = envelopeOf(entry, line.isProved, now());
    const attempts = entry.attempts + 1;
    const plain = sent.clientAt === undefined;
    await this.#note(entry, { attempts, triedPlain: entry.triedPlain || plain });
    const { answer, fault } = await attempt(() => api.command(sent));
    if (!answer) return this.#conclude(entry, verdictOf(entry, sent, fault), fault, attempts);
    await this.#end(entry, { state: "accepted", answer, fault: null });
    await releaseFromEntry(entry.cid);
    this.#settle(entry.cid, { kind: "accepted", answer, cid: entry.cid });
    return null;
  }

  async #conclude(
    entry: Entry,
    verdict: Verdict,
    fault: Fault,
    attempts: number,
  ): Promise<number | null> {
    switch (verdict) {
      case "again-plain":
        await this.#note(entry, { attempts: 0 });
        return null;
      case "again":
      case "signed-out":
        await this.#note(entry, { state: "queued", fault });
        // Those behind it wait as well.
        for (const cid of [...this.#waiting.keys()]) this.#settle(cid, { kind: "waiting", cid });
        return pauseAfter(attempts);
      case "refused":
        // Its files stay until the person has decided.
        await this.#end(entry, { state: "refused", fault });
        this.#settle(entry.cid, { kind: "refused", fault });
        return null;
    }
  }

  #end(entry: Entry, change: Partial<Entry>): Promise<void> {
    return this.#note(entry, { ...change, answeredAt: now() });
  }

  #settle(cid: string, outcome: Outcome): void {
    this.#waiting.get(cid)?.(outcome);
    this.#waiting.delete(cid);
  }

  async #note(entry: Entry, change: Partial<Entry>): Promise<void> {
    await memory.outbox.update(entry.n, change);
    this.#news?.postMessage("outbox");
  }
}

type Heard<T> = { answer: T; fault: null } | { answer: null; fault: Fault };

async function attempt<T>(ask: () => Promise<T>): Promise<Heard<T>> {
  try {
    return { answer: await ask(), fault: null };
  } catch (error) {
    return { answer: null, fault: faultOf(error) };
  }
}

/** Not sent and not kept: a full device is something the person can mend. */
function refused(fault: Fault, isFull: boolean): Outcome {
  const isLost = isFull && fault.code === "offline";
  return { kind: "refused", fault: isLost ? { ...fault, message: m.storage_full() } : fault };
}

export const outbox = new Outbox();
