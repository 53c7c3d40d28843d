import type { Field } from "#contract/forms";
import { phoneMark } from "#domain/org/controlled-phone";
import { parseLine } from "#domain/text/line";
import { maskPersonal, mayHoldPersonal } from "#domain/text/masking";
import type { Context } from "./context.ts";
import type { Command } from "./define-command.ts";
import { keyKindOf } from "./keys.ts";

/**
 * Takes personal numbers out of a line before anything of it is kept (SPEC §1.17). Where bare words
 * are counts, a spaced phone number is only looked for in the texts: those of the command, and those of the form once it is known.
 */
export function maskLine(
  ctx: Context,
  command: Command,
  typed: string,
  fields: readonly Field[] = [],
): string {
  const counts = Object.values(command.args).some((arg) => arg.kind === "values");
  let text = maskFor(ctx, typed, { counts });
  // What is too short for any number hides none in its texts either.
  if (!counts || !mayHoldPersonal(text)) return text;
  const kind = keyKindOf(command, fields);
  const names = fields.length > 0 ? fields.map(({ name }) => name) : undefined;
  for (const pair of parseLine(text, kind, undefined, names).pairs.toReversed()) {
    if (!["text", "prose"].includes(kind(pair.key) ?? "")) continue;
    const value = text.slice(pair.start, pair.end);
    text = text.slice(0, pair.start) + maskFor(ctx, value, {}) + text.slice(pair.end);
  }
  return text;
}

/** Masks, and tells the writer what was taken out. */
export function maskFor(ctx: Context, typed: string, options: { counts?: boolean }): string {
  const keep = (digits: string): string => {
    ctx.keptPhones.push(digits);
    return phoneMark(digits);
  };
  const kept = ctx.sent.keepPhones;
  const { text, masked } = maskPersonal(typed, { ...options, ...(kept && { keep }) });
  for (const { kind, count } of masked) {
    if (kind === "phone" && kept) {
      const { word } = ctx.org.profile.room;
      ctx.whisper(
        `已存为受控电话${count}个，只有当地网格、村、镇${word}和你能点开看，每次都有记录`,
      );
      continue;
    }
    const what = kind === "id" ? "证件号" : "手机号";
    ctx.whisper(`已隐去${count}个${what}：个人信息不存在聊天里`);
  }
  return text;
}
