import { Refusal } from "#contract/errors";
import { parseRecurrence } from "#domain/time/read-recurrence";
import type { RecurrenceRule } from "#domain/time/recurrence";
import { parseRoundTime, type RoundTime } from "#domain/time/round-time";
import { fixedOffers } from "../complete/form-offers.ts";
import type { Context } from "../context.ts";
import { type Arg, base, type Maybe, type Options, unreadable } from "./arg.ts";
import { type ReadTime, time } from "./form-args.ts";

/** 频次=: how often a task asks again (SPEC §2). */
export function recurrence(zh = "频次"): Arg<RecurrenceRule | null> {
  return {
    ...base("text", zh, {
      help: {
        zh: "例：每2小时、每日17:00、工作日9:00、每周五17:00、每月5日9:00",
        en: "E.g. 每2小时, 每日17:00, 工作日9:00, 每周五17:00, 每月5日9:00",
      },
    }),
    offers: fixedOffers(
      "每2小时",
      "每日9:00",
      "每日17:00",
      "每日9:00,17:00",
      "工作日9:00",
      "每周五17:00",
      "每月5日9:00",
      "每月底17:00",
    ),
    readsOn: (text, { org }) => parseRecurrence(text, org.profile.workdayEnd).ok,
    read(raw, { org }) {
      const read = parseRecurrence(raw.text, org.profile.workdayEnd);
      if (read.ok) return read.rule;
      throw unreadable(zh, raw, read);
    },
  };
}

/**
 * A deadline that is one instant, or, with 频次, one of every round. Which of the two is known only
 * when the whole line has been read: 18:00 at seven in the evening is past for one and fine for
 * the other.
 */
export interface ReadDeadline {
  zh: string;
  typed: string;
  /** As a single instant, or why it is none. */
  once: ReadTime | Refusal;
}

/** A deadline as {@link time}, for commands that know 频次. */
export function deadline<R extends boolean = false>(
  zh: string,
  options: Options<R> = {},
): Arg<Maybe<ReadDeadline, R>> {
  const single = time(zh, options);
  const arg: Arg<ReadDeadline | null> = {
    ...single,
    blank: null,
    readsOn: (text, ctx) =>
      single.readsOn!(text, ctx) || parseRoundTime(text, ctx.org.profile.workdayEnd).ok,
    async read(raw, ctx) {
      try {
        return { zh, typed: raw.text, once: (await single.read(raw, ctx)) as ReadTime };
      } catch (error) {
        if (error instanceof Refusal) return { zh, typed: raw.text, once: error };
        throw error;
      }
    },
  };
  return arg as Arg<Maybe<ReadDeadline, R>>;
}

/** @throws Refusal as {@link time}, where it is no single instant ahead */
export function onceAt<T extends ReadDeadline | null>(
  read: T,
): T extends null ? ReadTime | null : ReadTime;
export function onceAt(read: ReadDeadline | null): ReadTime | null {
  if (read?.once instanceof Refusal) throw read.once;
  return read?.once ?? null;
}

/** @throws Refusal `bad_argument` where it cannot be a deadline of every round */
export function eachRound<T extends ReadDeadline | null>(
  ctx: Context,
  read: T,
): T extends null ? RoundTime | null : RoundTime;
export function eachRound(ctx: Context, read: ReadDeadline | null): RoundTime | null {
  if (!read) return null;
  const each = parseRoundTime(read.typed, ctx.org.profile.workdayEnd);
  if (each.ok) return each.time;
  throw new Refusal("bad_argument", `${read.zh}${each.message}`, { field: read.zh });
}
