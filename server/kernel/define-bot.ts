import type { EventRow, EventType } from "#contract/events";
import type { Profile } from "#contract/profile";
import type { Context } from "./context.ts";
import type { Command } from "./define-command.ts";
import type { Kind } from "./define-kind.ts";
import type { LedgerDef } from "./ledger/define-ledger.ts";

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
  ledgers?: LedgerDef[];
  timers?: TimerRule[];
  reactions?: Reaction[];
}

/** Defines a bot; one folder each, `bot.ts` in it. */
export function defineBot(bot: Bot): Bot {
  return bot;
}
