import { isAttached } from "#contract/field-types";
import type { Field } from "#contract/forms";
import type { NodeView } from "#contract/nouns";
import { Picked, type PickedFile } from "#web/attachments/picked.svelte.ts";
import { m } from "#web/i18n/paraglide/messages.js";
import { said } from "#web/i18n/said.ts";
import { draftKey, type KeptDraft, pickedKey, type ReplyPlace } from "./draft-keys.ts";
import { type Broken, judgeReply } from "./judge-reply.ts";
import { isBlank, readAll, spelt, type Typed, typedOf } from "./typed.ts";

/** The form that a reply fills, and how it is judged. */
export interface ReplyShape {
  fields: readonly Field[];
  rules: string;
}

/** The reply's own 说明, among the places that can be wrong. */
export const NOTE = "说明";

/** One target's reply being filled; kept on the device until it is sent, its photos with it. */
export class ReplyDraft {
  readonly fields: readonly Field[];
  readonly #rules: string;
  readonly #key: string;
  /** Of photos and recordings: ids of what was sent before and stays. */
  values = $state<Record<string, Typed>>({});
  note = $state("");
  /** New photos and recordings, by field. */
  readonly picked: Record<string, Picked>;
  /** What is wrong with one field by itself. */
  errors = $state<Record<string, string>>({});
  /** What does not go together: said once, however many fields it is about. */
  broken = $state.raw<Broken[]>([]);
  /** What the rules ask to look at again, once. */
  warnings = $state.raw<string[]>([]);

  constructor(place: ReplyPlace, { fields, rules }: ReplyShape, start: Record<string, unknown>) {
    this.fields = fields;
    this.#rules = rules;
    this.#key = draftKey(place);
    const kept = localStorage.getItem(this.#key);
    const { values, note }: KeptDraft = kept ? JSON.parse(kept) : { values: start, note: "" };
    this.values = Object.fromEntries(
      fields.map((field) => [field.name, typedOf(field, values[field.name])]),
    );
    this.note = note;
    this.picked = Object.fromEntries(
      fields.filter(isAttached).map(({ name }) => [name, new Picked(pickedKey(this.#key, name))]),
    );
  }

  set(name: string, value: Typed): void {
    this.values[name] = value;
    this.forgive(name);
    this.keep();
  }

  setNote(note: string): void {
    this.note = note;
    this.forgive(NOTE);
    this.keep();
  }

  /** It was sent, or is on its way in the outbox. */
  drop(): void {
    this.forget();
    for (const picked of Object.values(this.picked)) picked.clear();
  }

  /** The outbox has it: a page loaded anew does not offer it again. The form still shows it. */
  forget(): void {
    localStorage.removeItem(this.#key);
  }

  /** It came back: a draft again, photos included. */
  async keepAgain(): Promise<void> {
    this.keep();
    await Promise.all(Object.values(this.picked).map((picked) => picked.keep()));
  }

  keep(): void {
    const draft: KeptDraft = { values: this.values, note: this.note };
    localStorage.setItem(this.#key, JSON.stringify(draft));
  }

  /** Judges it as the server will. @returns whether it may go */
  check(now: number): boolean {
    const filled = this.#filled;
    const { values, errors } = readAll(this.fields, filled, now);
    const blank = this.fields.filter(({ name }) => isBlank(filled[name]));
    for (const { name, required, prefill } of blank) {
      // What starts from somewhere is filled by the server where it is left blank.
      if (required && !prefill) errors[name] = m.field_required({ name });
    }
    const prefilled = new Set(blank.flatMap(({ name, prefill }) => (prefill ? [name] : [])));
    const reply = { values, note: this.note, prefilled };
    const { broken, warnings } = judgeReply(this.fields, this.#rules, reply);
    this.errors = Object.fromEntries(
      Object.entries(errors).map(([name, message]) => [name, said(message)]),
    );
    this.broken = broken.map((one) => ({
      ...one,
      message: m.rule_broken({ what: said(one.message) }),
    }));
    this.warnings = warnings.map(said);
    return Object.keys(errors).length === 0 && broken.length === 0;
  }

  /** Puts a refusal where it belongs; @returns whether some field took it. */
  blame(message: string, field: string | undefined): boolean {
    const own = this.fields.map(({ name }) => name);
    const named = field !== undefined && own.includes(field) ? [field] : namedIn(message, own);
    if (named.length === 0) return false;
    if (named.length === 1) this.errors[named[0]!] = message;
    else this.broken = [{ message, fields: named, note: false }];
    return true;
  }

  /** What was said about a place stands until it is changed. */
  forgive(name: string): void {
    delete this.errors[name];
    this.broken = this.broken.filter(
      ({ fields, note }) => !fields.includes(name) && !(note && name === NOTE),
    );
    this.warnings = [];
  }

  /** What goes into the command: blank fields stay out. */
  get input(): Record<string, string | boolean | string[]> {
    const filled = Object.entries(this.#filled);
    return Object.fromEntries(
      filled.flatMap(([name, value]) =>
        value === null || isBlank(value) ? [] : [[name, spelt(value)]],
      ),
    );
  }

  get files(): PickedFile[] {
    return Object.values(this.picked).flatMap(({ files }) => files);
  }

  /** With what was picked beside what stays. */
  get #filled(): Record<string, Typed> {
    const withFiles = Object.entries(this.picked).flatMap(([name, picked]) => {
      const kept = this.values[name];
      const all = [...(Array.isArray(kept) ? kept : []), ...picked.refs()];
      return all.length > 0 ? [[name, all] as const] : [];
    });
    return { ...this.values, ...Object.fromEntries(withFiles) };
  }
}

/** 已摸排999大于住户93 names both; 住户群 names none. */
function namedIn(message: string, names: string[]): string[] {
  return names.filter((name) => {
    const at = message.split(name).slice(1);
    return message.includes(`“${name}”`) || at.some((after) => /^\s*-?\d/.test(after));
  });
}

/** What the directory knows of the place, so that the worker only has to correct it. */
export function figuresOf(
  fields: readonly Field[],
  place: NodeView | null,
): Record<string, number> {
  const known: Record<string, number> = {};
  for (const { name, prefill } of fields) {
    // The flowing population is nobody's to read here; the server fills it in.
    if (prefill?.from !== "node" || prefill.figure === "migrants") continue;
    const figure = place?.[prefill.figure];
    if (typeof figure === "number") known[name] = figure;
  }
  return known;
}
