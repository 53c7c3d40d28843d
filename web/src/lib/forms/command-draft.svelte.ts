import type { Preview } from "#contract/errors";
import type { CommandView } from "#contract/nouns";
import { api } from "#web/api/calls.ts";
import { CallError } from "#web/api/client.ts";
import { newCid } from "#web/api/new-cid.ts";
import type { Fault } from "#web/api/shapes.ts";
import { Picked } from "#web/attachments/picked.svelte.ts";
import { thisTab } from "#web/chat/this-tab.ts";
import { m } from "#web/i18n/paraglide/messages.js";
import { channelFor } from "#web/items/answer-actions.ts";
import { type Outcome, outbox } from "#web/outbox/outbox.svelte.ts";
import { session } from "#web/session/session.svelte.ts";

/** A command being filled in; nothing typed is lost to a refusal, a reload or another tab. */
export class CommandDraft {
  readonly command: CommandView;
  readonly #channel: string | null;
  readonly #key: string;
  /** Version of the reply that the form was opened upon. */
  #base: number | null;
  values = $state<Record<string, string>>({});
  errors = $state<Record<string, string>>({});
  fault = $state.raw<Fault | null>(null);
  preview = $state.raw<Preview | null>(null);
  outcome = $state.raw<Outcome | null>(null);
  busy = $state(false);
  /** What goes along, where the command takes it; null where it does not. */
  readonly picked: Picked | null;

  /** @param channel where it is given; null: any working channel of the speaker's */
  constructor(command: CommandView, channel: string | null, given: Record<string, string>) {
    this.command = command;
    this.#channel = channel;
    this.#base = given.base === undefined ? null : Number(given.base);
    const known = new Set(command.args.map(({ key }) => key));
    const begun = Object.entries(given).filter(([key]) => known.has(key));
    this.#key = `lingda.form ${session.me?.id ?? ""} ${command.key} ${JSON.stringify(begun)}`;
    const kept = JSON.parse(thisTab.read(this.#key) ?? "{}");
    this.values = { ...Object.fromEntries(begun), ...kept };
    this.picked = command.attachments ? new Picked(this.#key) : null;
  }

  /** Empty until the channels are known: a form that a link opens comes before them. */
  get channel(): string {
    return this.#channel ?? channelFor({ channel: "" });
  }

  set(key: string, value: string): void {
    this.values[key] = value;
    delete this.errors[key];
    this.preview = null;
    this.#keep();
  }

  #keep(): void {
    thisTab.write(this.#key, JSON.stringify(this.values));
  }

  /** What fans out is shown first, the rest is done at once (SPEC §1.15). */
  async submit(): Promise<void> {
    if (!this.#check()) return;
    this.busy = true;
    try {
      if (this.command.group === "发" && !this.preview) await this.#show();
      else await this.#send(null);
    } finally {
      this.busy = false;
    }
  }

  /** The same upon the reply that came meanwhile, which the refusal has named. */
  async submitUpon(version: number): Promise<void> {
    this.#base = version;
    await this.submit();
  }

  async #show(): Promise<void> {
    try {
      this.preview = await api.preview({ cid: newCid(), ...this.#envelope });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (error.isOffline) return this.#send(null);
      this.#refuse(error.fault);
    }
  }

  async #send(confirm: string | null): Promise<void> {
    const cid = newCid();
    const shown = this.preview;
    const item = this.values.item;
    const files = this.picked?.files ?? [];
    const outcome = await outbox.send(
      { cid, ...this.#envelope, ...(confirm && { confirm }) },
      {
        label: `${this.command.zh} ${Object.values(this.values).join(" ")}`,
        files,
        // The outbox has it from here on.
        onKept: () => thisTab.write(this.#key, null),
        ...(item && {
          about: {
            item,
            node: this.values.node ?? null,
            act: this.command.key === "difficulty" ? "difficulty" : "other",
          },
        }),
      },
    );
    if (outcome.kind !== "refused") {
      this.outcome = outcome;
      return;
    }
    this.#keep();
    await this.picked?.keep();
    await outbox.drop(cid);
    const asked = outcome.fault.preview;
    if (!asked) return this.#refuse(outcome.fault);
    if (shown && shown.lines.join() === asked.lines.join()) return this.#send(asked.id);
    this.preview = asked;
  }

  #refuse(fault: Fault): void {
    const arg = this.command.args.find(({ zh, key }) => zh === fault.field || key === fault.field);
    if (arg) this.errors[arg.key] = fault.message;
    this.fault = arg ? null : fault;
  }

  #check(): boolean {
    this.fault = null;
    this.errors = {};
    for (const { key, zh, required } of this.command.args) {
      if (required && !this.values[key]?.trim()) this.errors[key] = m.field_required({ name: zh });
    }
    return Object.keys(this.errors).length === 0;
  }

  get #envelope() {
    const input = Object.fromEntries(
      Object.entries(this.values).filter(([, value]) => value.trim() !== ""),
    );
    const base = this.#base;
    const attachments = this.picked?.refs() ?? [];
    return {
      ...{ channel: this.channel, name: this.command.key, input },
      ...(base !== null && { base }),
      ...(attachments.length > 0 && { attachments }),
    };
  }
}
