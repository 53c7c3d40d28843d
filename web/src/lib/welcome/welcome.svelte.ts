import { MediaQuery } from "svelte/reactivity";
import { composers } from "#web/chat/composers.ts";
import { Draft } from "#web/chat/draft.ts";
import { now } from "#web/clock/now.ts";
import { m } from "#web/i18n/paraglide/messages.js";
import { type CastMember, demoCast, isFramed } from "#web/session/demo-cast.ts";
import { session } from "#web/session/session.svelte.ts";
import { store } from "#web/sync/store.svelte.ts";
import { toasts } from "#web/ui/toasts.svelte.ts";
import { goto } from "$app/navigation";
import { type Run, STEPS, type Step } from "./run.ts";

/** Three columns and a phone beside them. */
const wide = new MediaQuery("min-width: 80rem");

/** Put away on this device, by 先不看. */
const HIDDEN = "lingda.welcome-hidden";

/** A demo's visitor at a desk is shown both sides of one task, and nothing is ticked but what happened. */
class Welcome {
  readonly #cast = demoCast();
  /** Whose phone stands beside the desk. */
  readonly phone: CastMember | undefined = this.#cast.find(({ role }) => role === "grid");
  #isHidden = $state(localStorage.getItem(HIDDEN) !== null);
  #run = $state.raw<Run>(newRun());

  /** Whoever may issue the first task, at a window with room for two. */
  get isOffered(): boolean {
    return !isFramed && wide.current && this.phone !== undefined && this.#desk !== undefined;
  }
  get isShown(): boolean {
    return this.isOffered && !this.#isHidden;
  }

  get run(): Run {
    return this.#run;
  }

  /** Goes on with the try that this device knows of whoever sits here, or begins one. */
  start(): void {
    const kept = localStorage.getItem(keyOf(session.me!.account));
    if (kept === null) this.#keep(newRun());
    else this.#run = JSON.parse(kept) as Run;
  }

  get next(): Step | undefined {
    return STEPS.find((step) => this.run.ticked[step] === undefined);
  }

  get #desk(): CastMember["desk"] {
    return this.#cast.find(({ account }) => account === session.me?.account)?.desk;
  }

  /** Where the first task is issued; null until the channels are known. */
  get channel(): string | null {
    const name = this.#desk?.channel;
    const { order, channels } = store.now;
    return order?.find((id) => channels[id]?.view.name === name) ?? null;
  }

  /** Notes what has come to pass; a step stays ticked. */
  note(change: Partial<Pick<Run, "item" | "label" | "node" | "nodeName">>, ...steps: Step[]): void {
    const { run } = this;
    const fresh = steps.filter((step) => run.ticked[step] === undefined);
    if (fresh.length === 0 && Object.keys(change).length === 0) return;
    const at = now();
    const ticked = { ...run.ticked, ...Object.fromEntries(fresh.map((step) => [step, at])) };
    this.#keep({ ...run, ...change, ticked });
  }

  /**
   * Puts the task into the composer where nothing else is being written, and goes there.
   * @returns the channel; null where it is not known yet
   */
  write(): string | null {
    const { channel } = this;
    const text = this.#desk?.text;
    if (channel === null || text === undefined || session.me === null) return null;
    const open = composers.get(channel);
    const draft = new Draft(session.me.id, channel);
    const written = open ? open.text : draft.text;
    if (written.trim() !== "" && written !== text) toasts.say(m.welcome_typed(), "welcome");
    else if (open) open.text = text;
    else draft.text = text;
    return channel;
  }

  /** Once more from the first step, with a new task. */
  async again(): Promise<void> {
    this.#keep(newRun());
    const channel = this.write();
    if (channel !== null) await goto(`/c/${encodeURIComponent(channel)}`);
  }

  hide(): void {
    localStorage.setItem(HIDDEN, "1");
    this.#isHidden = true;
  }

  show(): void {
    localStorage.removeItem(HIDDEN);
    this.#isHidden = false;
    if (this.next === undefined) void this.again();
  }

  /**
   * Where a visitor comes in for the first time: at the composer, with the task in it.
   * @returns null where there is nothing to begin with
   */
  entrance(): string | null {
    if (!this.isShown || localStorage.getItem(keyOf(session.me!.account)) !== null) return null;
    const channel = this.write();
    if (channel !== null) this.#keep(newRun());
    return channel;
  }

  #keep(run: Run): void {
    this.#run = run;
    localStorage.setItem(keyOf(session.me!.account), JSON.stringify(run));
  }
}

function newRun(): Run {
  return { startedAt: now(), item: null, label: "", node: null, nodeName: "", ticked: {} };
}

function keyOf(account: string): string {
  return `lingda.welcome ${account}`;
}

export const welcome = new Welcome();
