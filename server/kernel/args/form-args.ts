import { Refusal } from "#contract/errors";
import { typeCalled } from "#contract/field-types";
import type { Field } from "#contract/forms";
import { parseFields, withPrefill } from "#domain/form/fields";
import { soon } from "#domain/time/choices";
import { parseLadder } from "#domain/time/ladder";
import { parseTime, readsAsTime } from "#domain/time/time";
import { fieldTypeOffers, ladderOffers } from "../complete/form-offers.ts";
import { timeOffers } from "../complete/time-offers.ts";
import type { Context } from "../context.ts";
import { type Arg, base, type Maybe, type Options, type Raw, unreadable } from "./arg.ts";

/** An instant; a length (2小时内) also counts anew from dispatch to each target. */
export interface ReadTime {
  at: number;
  minutes: number | null;
}

/** A deadline or a start (SPEC §1.5): past ones and vague ones are refused with what to choose. */
export function time<R extends boolean = false>(
  zh: string,
  options: Options<R> & { start?: boolean } = {},
): Arg<Maybe<ReadTime, R>> {
  const kind = options.start ? "start" : "deadline";
  const contextOf = ({ now, org }: Context) =>
    ({ now, workdayEnd: org.profile.workdayEnd, kind }) as const;
  const arg: Arg<ReadTime | null> = {
    ...base("time", zh, {
      help: {
        zh: "例：18:00、明日9点、2小时内、1月27日20:00",
        en: "E.g. 18:00, 明日9点, 2小时内, 1月27日20:00",
      },
      ...options,
    }),
    offers: (prefix, ctx) => timeOffers(prefix, ctx, kind),
    readsOn: (text, ctx) => readsAsTime(text, contextOf(ctx)),
    read(raw, ctx) {
      if (raw.text.trim() === "") throw noTime(zh, raw, ctx.now);
      const read = parseTime(raw.text, contextOf(ctx));
      if (read.ok) {
        if (read.hint) ctx.whisper(read.hint);
        return { at: read.at, minutes: read.duration ?? null };
      }
      throw unreadable(zh, raw, read);
    },
  };
  return arg as Arg<Maybe<ReadTime, R>>;
}

/** 截止= with nothing behind it: likely times, as for 尽快. */
function noTime(zh: string, raw: Raw, now: number): Refusal {
  const message = `“${zh}=”后面还没有写时间，点一个，或写明几点，例：${zh}=18:00`;
  return unreadable(zh, raw, { message, suggestions: soon(now) });
}

/** 字段=: what a reply has to hold (SPEC §1.10), with the profile's prefill names filled in. */
export function fields(zh = "字段"): Arg<Field[] | null> {
  return {
    ...base("fields", zh, {
      help: { zh: "例：在册:整数!,异常:整数!", en: "E.g. 在册:整数!,异常:整数!" },
    }),
    offers: fieldTypeOffers,
    readsOn: (text) => parseFields(text).ok && isStillFields(text),
    read(raw, ctx) {
      const read = parseFields(raw.text);
      if (!read.ok) throw unreadable(zh, raw, read);
      for (const hint of read.hints) ctx.whisper(hint);
      return withPrefill(read.fields, ctx.org.profile.prefill);
    },
  };
}

/** A word with a type, `异常:整数!`, a type, or within brackets; a bare word would be any word of a title. */
function isStillFields(text: string): boolean {
  const last = text.lastIndexOf(" ");
  const [word = ""] = text.slice(last + 1).split(/[!！(（]/, 1);
  return (
    text.includes(":", last + 1) ||
    typeCalled(word) !== undefined ||
    /[(（][^)）]*$/.test(text.slice(0, Math.max(last, 0)))
  );
}

/** 催办=: minutes around the deadline. */
export function ladder(zh = "催办"): Arg<number[] | null> {
  return {
    ...base("ladder", zh, {
      aliases: ["催报", "提醒"],
      help: { zh: "例：-30,0,+15,+30", en: "E.g. -30,0,+15,+30" },
    }),
    offers: ladderOffers,
    readsOn: (text) => parseLadder(text).ok,
    read(raw) {
      const read = parseLadder(raw.text);
      if (!read.ok) throw new Refusal("bad_argument", read.message, { field: zh });
      return read.ladder;
    },
  };
}
