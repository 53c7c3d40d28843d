import { eachRound, type ReadDeadline } from "#bots/kit/args";
import type { Context } from "#bots/kit/command";
import { Refusal } from "#contract/errors";
import { formatDeadline } from "#domain/time/format-time";
import {
  firstRound,
  formatRecurrence,
  formatRule,
  type Recurrence,
  type RecurrenceRule,
  roundsBetween,
} from "#domain/time/recurrence";
import { formatRoundTime, instantFor, type Series } from "#domain/time/round-time";
import { MINUTE } from "#domain/time/zone";

/** What was typed about rounds; an instant as `time()` reads it. */
export interface RoundsInput {
  frequency: RecurrenceRule | null;
  from: { at: number } | null;
  until: { at: number; minutes: number | null } | null;
  due: ReadDeadline;
  respond: ReadDeadline | null;
  submitBy: ReadDeadline | null;
}

/** Rounds are counted up to here; a longer series says 很多. */
const COUNTED = 1_000;

/**
 * 频次 with its bounds and the deadlines of every round; null for a task that asks once. 自 defaults
 * to now, 至 to 直到结案; 14天 counts from the start.
 * @throws Refusal `bad_argument` naming what does not fit
 */
export function planRounds(ctx: Context, input: RoundsInput): Series | null {
  const { frequency, from, until } = input;
  if (!frequency) {
    if (!from && !until) return null;
    throw refusal("频次", "自、至要和频次一起写，例：频次=每2小时 自=明日8:00 至=3天");
  }
  const recurrence = boundsOf(ctx, frequency, from, until);
  const due = eachRound(ctx, input.due);
  const respond = eachRound(ctx, input.respond);
  const submitBy = eachRound(ctx, input.submitBy);
  const first = firstRound(recurrence, ctx.now);
  if (first === null) {
    throw refusal(
      "至",
      `到${formatDeadline(recurrence.until!, ctx.now)}为止没有一轮，请把“至”改晚一些`,
    );
  }
  if (respond && instantFor(respond, first) > instantFor(due, first)) {
    throw refusal("响应", "响应时间要早于每轮的截止时间，请改一个");
  }
  return { recurrence, due, respond, submitBy };
}

function boundsOf(
  { now }: Context,
  rule: RecurrenceRule,
  from: RoundsInput["from"],
  until: RoundsInput["until"],
): Recurrence {
  const start = from?.at ?? Math.floor(now / MINUTE) * MINUTE;
  if (!until) return { rule, from: start, until: null };
  const end = until.minutes === null ? until.at : Math.max(start, now) + until.minutes * MINUTE;
  if (end <= start) throw refusal("至", "“至”要晚于“自”，请改一个");
  return { rule, from: start, until: end };
}

function refusal(field: string, message: string): Refusal {
  return new Refusal("bad_argument", message, { field });
}

/** The lines of the preview: how often, from when to when, and by when each round is due. */
export function roundLines({ now }: Context, { recurrence, due }: Series): string[] {
  const first = firstRound(recurrence, now)!;
  const { until } = recurrence;
  const n = until === null ? 0 : roundsBetween(recurrence, first - 1, until, COUNTED).length;
  const count = n === 0 ? "" : n < COUNTED ? `，共${n}轮` : "，轮次很多";
  const deadline = formatDeadline(instantFor(due, first), now);
  return [
    `频次：${formatRecurrence(recurrence, now)}${count}`,
    `第1轮 ${formatDeadline(first, now)} 开始，截止 ${deadline}（每轮${formatRoundTime(due)}）`,
  ];
}

/** When the first round asks. */
export function firstAsking({ now }: Context, { recurrence, due, respond }: Series) {
  const dispatchedAt = firstRound(recurrence, now)!;
  const instant = (time: Series["respond"]) => time && instantFor(time, dispatchedAt);
  return { dispatchedAt, respondBy: instant(respond), dueAt: instant(due) };
}

/** `每2小时一轮，直到结案；第1轮已开始，截止 …`. */
export function roundsAnswer(
  { now }: Context,
  { recurrence, due }: Series,
  first: { begun: boolean; at: number },
): string {
  const end = recurrence.until === null ? "直到结案" : `至${formatDeadline(recurrence.until, now)}`;
  const start = first.begun ? "已开始" : `${formatDeadline(first.at, now)} 开始`;
  const at = first.begun ? now : first.at;
  return `${formatRule(recurrence.rule)}一轮，${end}；第1轮${start}，截止 ${formatDeadline(instantFor(due, at), now)}`;
}
