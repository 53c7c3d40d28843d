import type { Answer, Envelope, Refused } from "#contract/envelope";
import { Refusal } from "#contract/errors";
import type { Session, Store } from "#db/open";
import { loadOrg } from "#db/org";
import { claimTimer, listDueTimers, type TimerRow } from "#db/timers";
import type { OrgChange } from "#domain/org/org";
import { Org } from "#domain/org/org-index";
import { type AttachmentStore, createAttachments } from "./attachments.ts";
import { Context } from "./context.ts";
import { armDailyRules, nextDaily } from "./daily.ts";
import type { Bot } from "./define-bot.ts";
import { type Effects, noEffects } from "./effects.ts";
import { createNotes, type NotesStore } from "./notes.ts";
import { perform } from "./perform.ts";
import { createPreviews, type Previewed } from "./preview.ts";
import { createRegistry, type Registry } from "./registry.ts";
import type { Runtime } from "./runtime.ts";
import { createWriter } from "./writer.ts";

export interface KernelOptions {
  store: Store;
  bots: Bot[];
  now: () => number;
  newId: () => string;
  /** 0 to 1, for the jitter of retries. */
  random: () => number;
  /** Whether what is sent to a person may not arrive; nobody's, where it is not told. */
  mayMiss?: (person: string) => boolean;
  /** Told of every fault of ours, with the id the person sees. */
  onFault: (id: string, error: unknown) => void;
}

/** The running system as edges and views see it. */
export interface Kernel {
  /** The only way to write. Never throws: what goes wrong comes back as a refusal. */
  perform(person: string, envelope: Envelope): Promise<Answer | Refused>;
  /** What the command would do, without doing it; of a person's several at once the newest. */
  preview(person: string, envelope: Envelope): Promise<Previewed>;
  /** Fires, in order, every timer due at or before `at`, each as of its own time. */
  fireDue(at: number): Promise<number>;
  /** Called after each commit with what it changed, in commit order. */
  onCommit(listener: (effects: Effects) => void): void;
  /** The present tree and people; a new object after every change. */
  org(): Org;
  /** Takes in what was written to tree, people or posts past the kernel. */
  reread(): Promise<void>;
  now(): number;
  /** Reads outside any transaction. */
  read: Session;
  registry: Registry;
  /** People's notes on boards. */
  notes: NotesStore;
  /** Photos, recordings and files. */
  attachments: AttachmentStore;
}

/** @throws Error when the database has not been seeded with a county */
export async function createKernel(options: KernelOptions): Promise<Kernel> {
  const { store, now, newId } = options;
  const data = await loadOrg(store.read);
  if (!data) throw new Error("the database has no county yet; seed it first");
  let org = new Org(data, options.mayMiss);
  const refresh = async (change: OrgChange | null) => {
    org = change ? org.with(change) : new Org((await loadOrg(store.read))!, options.mayMiss);
  };
  const writer = createWriter(store, refresh, options.random);
  const listeners: ((effects: Effects) => void)[] = [];
  const registry = createRegistry(options.bots, org.profile);
  const runtime: Runtime = {
    store,
    registry,
    now,
    newId,
    org: () => org,
    write: async (job) => {
      let effects = noEffects();
      const value = await writer.run(async (session) => {
        const written = await job(session);
        effects = written.effects;
        return written;
      });
      for (const listener of listeners) listener(effects);
      return value;
    },
    report: (error) => {
      const id = newId();
      options.onFault(id, error);
      return new Refusal("internal", `系统出了问题，没有办成；请把编号 ${id} 告诉管理员`);
    },
  };
  await armDailyRules(runtime);
  return {
    perform: (person, envelope) => perform(runtime, person, envelope),
    preview: createPreviews(runtime),
    fireDue: (at) => fireDue(runtime, at),
    onCommit: (listener) => {
      listeners.push(listener);
    },
    org: () => org,
    reread: () => refresh(null),
    now,
    read: store.read,
    registry,
    notes: createNotes(store.read, runtime),
    attachments: createAttachments(store.read, runtime),
  };
}

/**
 * One timer after another, each in a transaction of its own. One that fails is reported and left
 * for the next time; it holds up none of the others.
 */
async function fireDue(runtime: Runtime, at: number): Promise<number> {
  const failed = new Set<string>();
  for (let fired = 0; ; ) {
    const due = await listDueTimers(runtime.store.read, at, failed.size + 1);
    const timer = due.find((row) => !failed.has(nameOf(row)));
    if (!timer) return fired;
    try {
      if (await fire(runtime, timer, at)) fired += 1;
    } catch (error) {
      runtime.report(error);
      failed.add(nameOf(timer));
    }
  }
}

function nameOf({ rule, key, dueAt }: TimerRow): string {
  return `${rule} ${key} ${dueAt}`;
}

/** Claims the timer and writes its effect in one transaction, as of its own due time (PROOF C8). */
function fire(runtime: Runtime, timer: TimerRow, at: number): Promise<boolean> {
  const { registry } = runtime;
  const rule = registry.timers.get(timer.rule);
  const bot = [...registry.bots.values()].find((b) => rule && b.timers?.includes(rule));
  return runtime.write(async (session) => {
    const mine = await claimTimer(session, timer, at);
    if (!mine || !rule) return { value: mine, effects: noEffects() };
    const ctx = new Context({
      session,
      org: runtime.org(),
      registry,
      now: timer.dueAt,
      newId: runtime.newId,
      person: null,
      bot: bot?.key ?? null,
      channel: null,
      call: () => {
        throw new Error("a timer has no person to act for");
      },
    });
    const next = nextDaily(rule, ctx.org.profile, timer.dueAt);
    if (next) ctx.schedule(next);
    await rule.run(ctx, { ...timer, firedAt: Math.max(timer.dueAt, runtime.now()) });
    await ctx.flush();
    return { value: true, effects: ctx.effects };
  });
}
