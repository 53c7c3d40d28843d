import type { Field } from "#contract/forms";
import type { InBoth } from "#contract/nouns";
import type { Cap } from "#contract/profile";
import type { ArgShape, InputOf } from "./args/arg.ts";
import type { Context } from "./context.ts";
import type { Kind } from "./define-kind.ts";

export type Group = "发" | "办" | "查" | "管";

/** What a command gives back: `text` for the sender, anything else for programs. */
export interface Outcome {
  text: string;
  [key: string]: unknown;
}

/** What would happen (SPEC §1.15). `demands`: it must be confirmed before it runs. */
export interface PreviewCard {
  lines: string[];
  /** What exactly is confirmed, as a fingerprint: a changed set has to be confirmed anew. */
  set: string;
  people: number;
  demands: boolean;
}

/** What stands on the line before its meaning is known, for verbs that are routed by object. */
export interface Claim {
  words: string[];
  keys: string[];
  ctx: Context;
}

export interface CommandSpec<A extends ArgShape> {
  /** Stable name in logs and aliases of profiles. */
  key: string;
  zh: string;
  en: string;
  aliases?: string[];
  group: Group;
  summary: InBoth;
  example: string;
  /** Caps of which the actor must hold one; sight is enough when empty. */
  caps: Cap[];
  /** May also be used in channels of residents. */
  residents?: boolean;
  /** Takes what is attached to the envelope; where it does not, attaching is refused. */
  attachments?: boolean;
  /** `/撤回` may put back what it did to targets, for a minute (SPEC §1.17). */
  undoable?: boolean;
  /** An open screen sends it: no act of the person, who answers no question by it. */
  byItself?: boolean;
  /** Of use only where there is such a kind; else nobody is offered it. */
  serves?(kind: Kind): boolean;
  args: A;
  /**
   * People do not say our verbs (SPEC §1.2): where two commands share a name, the first whose
   * `claims` answers true takes the line; one without `claims` takes what is left.
   */
  claims?(claim: Claim): boolean | Promise<boolean>;
  /** The form that the line fills, where what was read already tells its object. */
  fields?(ctx: Context, input: InputOf<A>): Promise<Field[] | undefined>;
  preview?(ctx: Context, input: InputOf<A>): Promise<PreviewCard | null>;
  run(ctx: Context, input: InputOf<A>): Promise<Outcome>;
}

/** A command whose argument types have been checked against its own `run`. */
export interface Command {
  key: string;
  zh: string;
  en: string;
  aliases: string[];
  group: Group;
  summary: InBoth;
  example: string;
  caps: Cap[];
  residents: boolean;
  attachments: boolean;
  undoable: boolean;
  byItself: boolean;
  serves?(kind: Kind): boolean;
  args: ArgShape;
  claims?(claim: Claim): boolean | Promise<boolean>;
  fields?(ctx: Context, input: Record<string, unknown>): Promise<Field[] | undefined>;
  preview?(ctx: Context, input: Record<string, unknown>): Promise<PreviewCard | null>;
  run(ctx: Context, input: Record<string, unknown>): Promise<Outcome>;
}

/**
 * Defines a command once: grammar, completion, form, HTTP call, rights, help and errors all come
 * from this value (DESIGN §3). A new command is one file that exports one of these.
 */
export function defineCommand<A extends ArgShape>(spec: CommandSpec<A>): Command {
  const { fields, preview } = spec;
  return {
    ...spec,
    aliases: spec.aliases ?? [],
    residents: spec.residents ?? false,
    attachments: spec.attachments ?? false,
    undoable: spec.undoable ?? false,
    byItself: spec.byItself ?? false,
    // The one place where the read input, typed by name only, meets the typed `run`.
    run: (ctx, input) => spec.run(ctx, input as InputOf<A>),
    fields: fields && ((ctx, input) => fields(ctx, input as InputOf<A>)),
    preview: preview && ((ctx, input) => preview(ctx, input as InputOf<A>)),
  };
}
