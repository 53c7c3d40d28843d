import type { Candidate, Preview } from "#contract/errors";
import type { CommandView, MessageView } from "#contract/nouns";
import { dropInvisible } from "#domain/text/invisible";
import { findPersonal, maskPersonal, type Personal } from "#domain/text/masking";
import { api } from "#web/api/calls.ts";
import { CallError } from "#web/api/client.ts";
import { newCid } from "#web/api/new-cid.ts";
import type { Fault } from "#web/api/shapes.ts";
import { Picked } from "#web/attachments/picked.svelte.ts";
import { m } from "#web/i18n/paraglide/messages.js";
import { said } from "#web/i18n/said.ts";
import type { Entry } from "#web/outbox/entry.ts";
import { type Outcome, outbox } from "#web/outbox/outbox.svelte.ts";
import { session } from "#web/session/session.svelte.ts";
import { catchUp } from "#web/sync/follow.ts";
import type { Shown } from "#web/sync/shown.ts";
import { afterAnswer } from "./after-answer.ts";
import { Completions } from "./completions.svelte.ts";
import { Draft, type Editing } from "./draft.ts";
import { takeOffer, wantedBy } from "./take-offer.ts";

/** How a line is sent: confirming what was shown, as talk, or upon the version that a way on has named. */
interface Upon {
  confirm?: string;
  asText?: boolean;
  base?: number;
}

/** What somebody is writing in one channel; kept through errors, reloads and other channels. */
export class Composer {
  readonly channel: string;
  readonly completions: Completions;
  readonly picked: Picked;
  readonly #draft: Draft;
  #text = $state("");
  #newWords = $state("");
  /** The message being changed; what was being written waits behind it. */
  editing = $state.raw<Editing | null>(null);
  quote = $state.raw<MessageView | null>(null);
  /** cid of what is on its way with its text still here. */
  sending = $state<string | null>(null);
  /** The numbers in the line go into a protected field (存为受控电话, SPEC §1.17). */
  keepsPhones = $state(false);
  isPreviewing = $state(false);
  fault = $state.raw<Fault | null>(null);
  preview = $state.raw<Preview | null>(null);
  /** What the server answered to the writer alone. */
  answer = $state.raw<string[]>([]);
  /** What that leads on to. */
  offers = $state.raw<Candidate[]>([]);
  /** A line was put in that its writer goes on with. */
  isBegun = $state(false);

  constructor(channel: string) {
    const person = session.me?.id ?? "";
    this.channel = channel;
    this.completions = new Completions(channel);
    this.picked = new Picked(`channel ${person} ${channel}`);
    this.#draft = new Draft(person, channel);
    this.#text = this.#draft.text;
    const { edit } = this.#draft;
    this.editing = edit;
    this.#newWords = edit?.text ?? "";
  }

  get text(): string {
    return this.editing ? this.#newWords : this.#text;
  }
  set text(text: string) {
    // A preview is of other words now.
    this.preview = null;
    if (this.editing) {
      this.#newWords = text;
      this.#draft.edit = { ...this.editing, text };
    } else {
      this.#text = text;
      this.#draft.text = text;
    }
  }

  get isBusy(): boolean {
    return this.sending !== null || this.isPreviewing || this.picked.isBusy;
  }

  get isEmpty(): boolean {
    return this.text.trim() === "" && (this.editing !== null || this.picked.isEmpty);
  }

  /** The command the line begins with, if it is one. */
  get command(): CommandView | undefined {
    const name = this.#commandName;
    return name === undefined ? undefined : session.command(name);
  }

  get #commandName(): string | undefined {
    return /^\s*[/／、]\s*(\S+)/.exec(dropInvisible(this.text))?.[1];
  }

  /** Numbers of persons in the line; where bare words are counts, none with blanks in it. */
  get personal(): Personal[] {
    return findPersonal(this.text, { counts: this.#takesCounts });
  }

  get #takesCounts(): boolean {
    return this.command?.args.some(({ kind }) => kind === "values") ?? false;
  }

  quoteMessage(message: MessageView): void {
    this.quote = message;
  }

  /** Puts a message of one's own into the field to be changed. */
  edit({ message, text }: Shown): void {
    this.dismiss();
    this.completions.close();
    this.editing = { message: message.id, was: text };
    this.text = text;
  }

  /** Leaves the message as it is; one's own draft is back. */
  leaveEdit(): void {
    this.editing = null;
    this.#draft.edit = null;
    this.dismiss();
  }

  dismiss(): void {
    this.fault = null;
    this.preview = null;
    this.answer = [];
    this.offers = [];
  }

  /** Sends the line; what fans out is shown first (SPEC §1.15). */
  async submit(more: Upon = {}): Promise<void> {
    const text = this.text.trim();
    if (this.isEmpty || this.isBusy) return;
    this.fault = null;
    this.answer = [];
    this.offers = [];
    if (this.editing) return this.#rewrite(this.editing, text);
    const shown = this.preview;
    if (!shown && !more.asText && (await this.#fansOut())) {
      if (await this.#showPreview(text)) return;
    }
    this.preview = null;
    await this.#send(text, { ...more, shown });
  }

  /** A page just opened waits until it knows the commands; of one it cannot know, the server shows what it does. */
  async #fansOut(): Promise<boolean> {
    const name = this.#commandName;
    if (name === undefined) return false;
    if (session.catalogue.length === 0) {
      this.isPreviewing = true;
      await session.catalogueAsked;
      this.isPreviewing = false;
    }
    if (session.catalogue.length === 0) return true;
    const command = session.command(name);
    return command?.group === "发" && command.key !== "say";
  }

  async #rewrite({ message, was }: Editing, text: string): Promise<void> {
    if (text === was) return this.leaveEdit();
    const cid = newCid();
    this.sending = cid;
    const envelope = { channel: this.channel, name: "edit", input: { message, text } };
    const draft = this.#draft;
    const outcome = await outbox.send(
      { cid, ...envelope },
      {
        label: m.edit_entry({ text }),
        onKept() {
          draft.edit = null;
        },
      },
    );
    this.sending = null;
    if (outcome.kind === "refused") draft.edit = { message, was, text };
    if (outcome.kind !== "waiting") await outbox.drop(cid);
    if (outcome.kind === "refused") this.fault = outcome.fault;
    else this.leaveEdit();
  }

  async #send(text: string, { shown, ...more }: Upon & { shown: Preview | null }): Promise<void> {
    const cid = newCid();
    this.sending = cid;
    const { quote, picked } = this;
    const files = picked.files;
    const kept = this.keepsPhones && this.personal.some(({ kind }) => kind === "phone");
    // Nothing that the server would take out waits on the device, unless it is to be kept.
    const masked = maskPersonal(text, { counts: this.#takesCounts }).text;
    const envelope = {
      ...{ channel: this.channel, text: kept ? text : masked, ...more },
      ...(kept && { keepPhones: true }),
      ...(quote && { quote: quote.id }),
      ...(files.length > 0 && { attachments: picked.refs() }),
    };
    const label = masked || m.photos_entry({ n: files.length });
    const draft = this.#draft;
    const outcome = await outbox.send(
      { cid, ...envelope },
      {
        ...{ label, files },
        // The outbox has it from here on; the field shows it until it is answered.
        onKept() {
          draft.text = "";
        },
      },
    );
    if (outcome.kind === "refused") await this.#keepAgain();
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

  /** What came back is a draft again, before the outbox lets go of it. */
  async #keepAgain(): Promise<void> {
    this.#draft.text = this.#text;
    await this.picked.keep();
  }

  async #ended(cid: string, text: string, outcome: Outcome): Promise<void> {
    if (outcome.kind === "refused") {
      this.fault = outcome.fault;
      await outbox.drop(cid);
    } else {
      if (this.#text.trim() === text) this.text = "";
      this.quote = null;
      this.keepsPhones = false;
      this.picked.clear();
      if (outcome.kind === "accepted") {
        const { result, private: lines, offers = [] } = outcome.answer;
        const isTalk = result.text === "已发送";
        this.answer = [...(isTalk ? [] : [result.text]), ...lines]
          .filter((one) => one !== "")
          .map(said);
        this.offers = offers.map((one) => ({ ...one, label: said(one.label) }));
        if (isTalk) await outbox.drop(cid);
        else afterAnswer(outcome.answer);
        void catchUp(this.channel);
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

  /**
   * A numbered way on is the line that runs next; what it reaches is shown before it is sent. One
   * that still wants a value waits for it in the field.
   */
  choose(candidate: Candidate): void {
    this.preview = null;
    this.text = candidate.text;
    if (wantedBy(candidate) !== null) {
      this.isBegun = true;
      return;
    }
    void this.submit(candidate.base === undefined ? {} : { base: candidate.base });
  }

  /** What an answer leads on to runs at once; the draft stays as it is. */
  take(offer: Candidate): void {
    this.dismiss();
    void takeOffer(this.channel, offer);
  }

  /** Words that were sent or taken back return to be changed; what is being written stays before them. */
  takeBack(text: string): void {
    if (this.editing) this.leaveEdit();
    const own = this.text.trimEnd();
    this.text = own === "" ? text : `${own}\n${text}`;
  }

  /** A refused or waiting line comes back, with what was attached to it. */
  async takeEntryBack(entry: Entry): Promise<void> {
    const { text, input } = entry.envelope;
    await this.picked.takeBack(entry.cid);
    this.takeBack(text ?? String(input?.text ?? ""));
    this.fault = entry.fault;
    await outbox.drop(entry.cid);
  }
}
