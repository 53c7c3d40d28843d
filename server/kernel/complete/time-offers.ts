import { formatDeadline, formatRemaining } from "#domain/time/format-time";
import { parseTime, type TimeContext } from "#domain/time/time";
import type { Offer } from "../args/arg.ts";
import type { Context } from "../context.ts";
import { beginning, typed } from "./match.ts";

const SHOWN = 8;

/** What people write most, in the order of a working day. */
const USUAL = [
  "下班前",
  "2小时内",
  "今日12:00",
  "今日18:00",
  "今日20:00",
  "30分钟内",
  "1小时内",
  "明日9点",
  "明日12:00",
  "明日18:00",
  "后天18:00",
  "3天内",
];

/** Times that can be read and lie ahead, with the absolute time beside them (SPEC §1.5). */
export function timeOffers(prefix: string, ctx: Context, kind: "deadline" | "start"): Offer[] {
  const { now, org } = ctx;
  const context = { now, workdayEnd: org.profile.workdayEnd, kind };
  const usual = [...USUAL, ...clocks(typed(prefix))].filter(beginning(prefix));
  const words = [...usual, ...meant(typed(prefix), context)];
  const offers = [...new Set(words)].flatMap((word): Offer[] => {
    const read = parseTime(word, context);
    if (!read.ok || read.at <= now) return [];
    const detail = `${formatDeadline(read.at, now)}，${formatRemaining(read.at, now)}`;
    return [{ insert: word, label: word, detail, kind: "time" }];
  });
  return offers.slice(0, SHOWN);
}

/** What was typed, where it is a time already, or what it may mean: 月底 is 1月31日18:00 or its end. */
function meant(text: string, context: TimeContext): string[] {
  if (text === "") return [];
  const read = parseTime(text, context);
  return read.ok ? [text] : (read.suggestions ?? []);
}

/** `18` may become 18:00, 18:30, 18分钟内; `明日1` 明日10:00. */
function clocks(prefix: string): string[] {
  const [, day = "", digits] = /^(今日|明日|后天)?(\d{1,2})?:?\d{0,2}$/.exec(prefix) ?? [];
  if (digits === undefined && day === "") return [];
  const hours = Array.from({ length: 24 }, (_, hour) => `${hour}`).filter(
    (hour) => digits === undefined || hour === digits || hour.startsWith(digits),
  );
  const onTheHour = hours.map((hour) => `${day}${hour}:00`);
  const halves = hours.map((hour) => `${day}${hour}:30`);
  const spans = day === "" && Number(digits) > 0 ? [`${digits}小时内`, `${digits}天内`] : [];
  return [...spans.slice(0, 1), ...onTheHour, ...spans.slice(1), ...halves];
}
