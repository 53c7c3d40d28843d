import type { Candidate, Preview } from "#contract/errors";
import type { CommandView, MessageView } from "#contract/nouns";
import { api } from "#web/api/calls.ts";
import { CallError } from "#web/api/client.ts";
import { newCid } from "#web/api/new-cid.ts";
import type { Fault } from "#web/api/shapes.ts";
import type { Entry } from "#web/outbox/entry.ts";
import { type Outcome, outbox } from "#web/outbox/outbox.svelte.ts";
import { session } from "#web/session/session.svelte.ts";
import { Completions } from "./completions.svelte.ts";

/** What somebody is writing in one channel; kept through errors, reloads and other channels. */
export class Composer {
  readonly channel: string;
  readonly completions: Completions;
  #text = $state("");
  quote = $state.raw<MessageView | null>(null);
  /** cid of what is on its way with its text still here. */
  sending = $state<string | null>(null);
  isPreviewing = $state(false);
  fault = $state.raw<Fault | null>(null);
  preview = $state.raw<Preview | null>(null);
  /** What the server answered to the writer alone. */
  answer = $state.raw<string[]>([]);

  constructor(channel: string) {
    this.channel = channel;
    this.completions = new Completions(channel);
    this.#text = localStorage.getItem(this.#key) ?? "";
  }

  get text(): string {
    return this.#text;
  }
  set text(text: string) {
    this.#text = text;
    // A preview is of other words now.
    this.preview = null;
    if (text === "") localStorage.removeItem(this.#key);
    else localStorage.setItem(this.#key, text);
  }

  get isBusy(): boolean {
    return this.sending !== null || this.isPreviewing;
  }

  /** The command the line begins with, if it is one. */
  get command(): CommandView | undefined {
    const name = /^\s*[/／、]\s*(\S+)/.exec(this.#text)?.[1];
    return name === undefined ? undefined : session.command(name);
  }

  quoteMessage(message: MessageView): void {
    this.quote = message;
  }

  dismiss(): void {
    this.fault = null;
    this.preview = null;
    this.answer = [];
  }

  /** Sends the line; what fans out is shown first (SPEC §1.15). */
  async submit(more: { confirm?: string; asText?: boolean } = {}): Promise<void> {
    const text = this.#text.trim();
    if (text === "" || this.isBusy) return;
    this.fault = null;
    this.answer = [];
    const shown = this.preview;
    if (this.command?.group === "发" && this.command.key !== "say" && !shown && !more.asText) {
      if (await this.#showPreview(text)) return;
    }
    this.preview = null;
    await this.#send(text, { ...more, shown });
  }

  async #send(
    text: string,
    { shown, ...more }: { confirm?: string; asText?: boolean; shown: Preview | null },
  ): Promise<void> {
    const cid = newCid();
    this.sending = cid;
    const { quote } = this;
    const envelope = { channel: this.channel, text, ...(quote && { quote: quote.id }), ...more };
    const outcome = await outbox.send({ cid, ...envelope }, { label: text });
    const asked = outcome.kind === "refused" ? outcome.fault.preview : undefined;
    if (asked) {
      await outbox.drop(cid);
      // The writer has pressed 发送 on this very card; another one is shown again.
      if (shown && shown.lines.join() === asked.lines.join()) {
        return this.#send(text, { ...more, confirm: asked.id, shown: null });
      }
      this.preview = asked;
      this.sending = null;
      return;
    }
    await this.#ended(cid, text, outcome);
  }

  async #ended(cid: string, text: string, outcome: Outcome): Promise<void> {
    if (outcome.kind === "refused") {
      this.fault = outcome.fault;
      await outbox.drop(cid);
    } else {
      if (this.#text.trim() === text) this.text = "";
      this.quote = null;
      if (outcome.kind === "accepted") {
        const { result, private: lines } = outcome.answer;
        const isTalk = result.text === "已发送";
        this.answer = [...(isTalk ? [] : [result.text]), ...lines].filter((one) => one !== "");
        if (isTalk) await outbox.drop(cid);
      }
    }
    this.sending = null;
  }

  /** @returns whether a card stands now */
  async #showPreview(text: string): Promise<boolean> {
    this.isPreviewing = true;
    try {
      this.preview = await api.preview({ cid: newCid(), channel: this.channel, text });
      return true;
    } catch (error) {
      if (!(error instanceof CallError) || error.isOffline) return false;
      this.fault = error.fault;
      return true;
    } finally {
      this.isPreviewing = false;
    }
  }

  /** A numbered way on is the line that runs next. */
  choose(candidate: Candidate): void {
    this.text = candidate.text;
    void this.submit();
  }

  /** A refused or waiting line comes back to be changed. */
  async takeBack(entry: Entry): Promise<void> {
    this.text = entry.envelope.text ?? "";
    this.fault = entry.fault;
    await outbox.drop(entry.cid);
  }

  get #key(): string {
    return `lingda.draft ${session.me?.id} ${this.channel}`;
  }
}
