import type { z } from "zod";
import type { Refusal } from "#contract/errors";
import type { Cap, Mode } from "#contract/profile";
import type { Counts } from "#contract/tally";
import type { ItemRow } from "#db/items";
import type { Held } from "#domain/org/posts";
import type { Letter, SeriesKind } from "#domain/text/ids";
import type { Count } from "./count.ts";
import type { LedgerDef } from "./ledger/define-ledger.ts";
import type { NewFact } from "./ledger/ledger.ts";
import type { LineDef, LineWords } from "./lines/define-lines.ts";
import type { FieldWords, Sight } from "./sight/define-sight.ts";
import type { Retention } from "./sight/retention.ts";
import type { Done, Who } from "./who.ts";

/**
 * A closed loop as data (DESIGN §3, KINDS §1). The loops themselves are written once in the kernel;
 * a kind says which of them it uses, how its items are numbered, where they go from which state, and
 * in which words they are counted. Nothing outside a kind's own file asks for a kind by its name.
 */
export interface Kind<S = unknown> {
  key: string;
  zh: string;
  en: string;
  /** As reports write it: 令 for 指挥令. */
  short?: string;
  /** Bot in whose name its cards are posted. */
  bot: string;
  id: Numbering;
  /** Opens one, and ends it at the issuer's node or above; `limit` names the lesser hold that does. */
  cap: Cap;
  limit?: Held & string;
  /** What is its own beside {@link Terms}; checked when an item is opened. */
  spec: z.ZodType<S>;
  /** Fields of `spec` that are shown, to those who see that side of it. */
  fields?: FieldWords;
  states: Record<string, State>;
  transitions: Record<string, Transition>;
  /** Places are asked; without it nobody is. */
  targets?: Relay<S>;
  /** What its items are made of, by name. */
  lines?: Record<string, LineDef>;
  /** The state that follows from its lines: the last one signed → signed; null where none does. */
  rolls?(words: LineWords): string | null;
  /** What its items come to together, by the day they were opened and of all days. */
  counts?: Count<ItemOf<S>>[];
  /** Its words in 日报 for a place, of those counts; nothing for what did not happen. */
  daily?(words: { day: Record<string, number>; ever: Record<string, number> }): string[];
  /** Who sees which sides of its items; without it the common rule of SPEC §6 sees all. */
  sight?: readonly Sight[];
  /** Until they come to something, its items are somebody's to look after (未着落). */
  ageing?: Ageing<S>;
  /** What of its items is deleted, and when; the rest is kept. */
  keep?: readonly Retention[];
  /** Who is told when nothing happens. */
  ladders?: Ladder[];
  /** When one of its items is the same matter as another. */
  merge?: Merge;
  /** Its canonical line (SPEC §1.8): bots, cards, board and reports say the same. */
  print(counts: Counts, of: Printed<S>): string;
}

/** What a line is printed of. */
export interface Printed<S> {
  spec: S;
  /** 核实=是, so 完成率 counts the verified. */
  verify: boolean;
  /** Words of its lines. */
  lines: LineWords;
}

export type Numbering = ByLetter | InSeries;

/** An item as its kind knows it. */
export interface ItemOf<S> extends Omit<ItemRow, "spec"> {
  spec: S;
}

/**
 * Reminders of what nobody has done (KINDS §1), whatever it is: of the item, while it is in one of
 * these states, or of its lines.
 */
export interface Ladder {
  on?: `line.${string}`;
  /** While it is in one of these. */
  while: readonly string[];
  /** Counted from when it was opened, or from when it is due. */
  from: "opened" | "due";
  /** Minutes after that, ascending, by the place's mode; before it where negative. */
  at: Record<Mode, readonly number[]>;
  /** By step, who is told; the last of them also at every later step. */
  to: readonly (readonly Who[])[];
  /** One sentence in front of what it is: 10分钟没有人响应. */
  say(minutes: number): string;
}

/** Which of a kind's open items have come to nothing yet, and who looks after them (KINDS §1). */
export interface Ageing<S = unknown> {
  /** Read when an item is opened and whenever its state, its deadline or what it says changes. */
  when(item: ItemOf<S>): boolean;
  owner: Who;
  /** Minutes after its deadline, else its opening, when it leaves these lists; its state stays. */
  lapses?: number;
}

/** Told again at the same place, it is one matter (KINDS §1). */
export interface Merge {
  /** Fields of `spec` that must be equal besides the place. */
  by: readonly string[];
  /** Minutes from when the first was opened. */
  within: number;
}

/** By letter and day: T0127-01. */
export interface ByLetter {
  letter: Letter;
  /** A number of the whole county beside the id, and what the sum of them is called. */
  running?: { says(n: number): string; total: string };
}

/** In a body's series of the year: 令17. */
export interface InSeries {
  series: SeriesKind;
}

/** Lists know only the phase. */
export interface State {
  zh: string;
  en: string;
  phase: Phase;
  /** It has come to something, though it is open. */
  landed?: true;
  /** What outsiders are told it is, who see nothing plain: 未排除. */
  outside?: { zh: string; en: string };
}
export type Phase = "draft" | "open" | "ended";

/** From where an item or a line goes to where, and by which command: its button, and what that refuses. */
export interface Transition {
  /** Of the item itself without it, else of these of its lines. */
  on?: `line.${string}`;
  from: readonly string[];
  to: string;
  /** Key of the command that does it. */
  command: string;
  /** Without it whoever holds the kind's cap at the issuer's node. */
  who?: readonly Who[];
  /** Whoever did, or entered, that act may not do this one (KINDS §5). */
  second?: Second;
  /** What else must be so; a refusal otherwise. */
  guard?(done: Done): Refusal | null;
  /** Who hears of it, in the bot's conversation with them. */
  tells?: readonly Who[];
  /** Facts that follow from it: a closed special adds to the running total. */
  puts?(done: Done): LedgerPut[];
}

export interface Second {
  /** `opened`, or the name of another transition of the kind. */
  not: string;
  /** How it is marked where nobody else could do it: 自核. Without it, it then waits. */
  alone?: string;
}

export interface LedgerPut {
  ledger: LedgerDef;
  fact: NewFact;
}

/** How places answer (the relay loop of SPEC §1.7), and which part of it the kind uses. */
export interface Relay<S = unknown> {
  /** What settles a target: a receipt, or a structured reply. */
  answer: "ack" | "reply";
  /** Every place is asked more than once: each of its people, or at each of several times. */
  part?: "person" | "time";
  /** Stops at the town's command room on the via-room route. */
  gated: boolean;
  /** Who has not, in one word: 未签收. */
  missing(spec: S): string;
}

/** Defines a kind; one file each, in the folder of its bot. */
export function defineKind<S>(kind: Kind<S>): Kind<S> {
  return kind;
}

/** Whether a reply settles what it asks of a place, or a receipt. */
export function asksReply({ targets }: Kind): boolean {
  return targets?.answer === "reply";
}

/** Whether a command takes its items from one state to another. */
export function isMovedBy(command: string): (kind: Kind) => boolean {
  return ({ transitions }) => Object.values(transitions).some((t) => t.command === command);
}

/** Whether it is this kind: what a command takes that is about one kind alone. */
export function is(kind: Pick<Kind, "key">): (other: Kind) => boolean {
  return ({ key }) => key === kind.key;
}

/** Whether its items are documents of a body's series: numbered, in force until they end. */
export function isDocument({ id }: Kind): boolean {
  return "series" in id;
}

/** The states of what is open until somebody ends it, for good or by taking it back. */
export const STATES = {
  open: { zh: "进行中", en: "open", phase: "open" },
  closed: { zh: "已结案", en: "closed", phase: "ended" },
  revoked: { zh: "已撤销", en: "revoked", phase: "ended" },
} as const satisfies Record<string, State>;

/** `/结案` and `/撤令`, of what has these states. */
export const CLOSE: Transition = { from: ["open"], to: "closed", command: "close" };
export const REVOKE: Transition = { from: ["open"], to: "revoked", command: "revoke" };
