import type { EventRow, EventType } from "#contract/events";
import type { Profile } from "#contract/profile";
import type { LineKind } from "#domain/tally-line";
import type { Context } from "./context.ts";
import type { Command } from "./define-command.ts";

/**
 * A closed loop as data (DESIGN §3). The loop itself, issue to close, is written once in
 * `kernel/loop`; a kind names the part of it that it uses.
 */
export interface Kind {
  key: string;
  zh: string;
  /** As reports write it: 令 for 指挥令. */
  short?: string;
  /** Letter of its ids (SPEC §1.6). */
  letter: string;
  /** Bot in whose name its cards are posted. */
  bot: string;
  line: LineKind;
  /** What settles a target: a receipt, or a structured reply. */
  answer: "ack" | "reply";
  /** Numbered series printed instead of the id, per issuing body and year. */
  series?: "order" | "notice";
  /** Running number beside the id: 第320条. */
  runningNumber?: string;
  /** Stops at the town's command room on the via-room route. */
  gated: boolean;
  /** Has a deadline that reminders climb towards. */
  reminded: boolean;
}

export interface Reaction {
  on: EventType;
  /** Runs in the transaction of the event. */
  run(ctx: Context, event: Omit<EventRow, "seq">): Promise<void>;
}

export interface FiredTimer {
  key: string;
  dueAt: number;
  /** When it really fires: later than `dueAt` where the server was down meanwhile. */
  firedAt: number;
}

export interface TimerRule {
  rule: string;
  /** Fires every day at this local time of the profile, from the first start on. */
  daily?(profile: Profile): string;
  /** Runs in a transaction of its own, at most once per (rule, key, due time), as of `dueAt`. */
  run(ctx: Context, timer: FiredTimer): Promise<void>;
}

/** A named actor: its commands, kinds, timers and reactions (DESIGN §1). */
export interface Bot {
  key: string;
  zh: string;
  en: string;
  commands: Command[];
  kinds?: Kind[];
  timers?: TimerRule[];
  reactions?: Reaction[];
}

/** Defines a bot; one folder each, `bot.ts` in it. */
export function defineBot(bot: Bot): Bot {
  return bot;
}

export function defineKind(kind: Kind): Kind {
  return kind;
}
