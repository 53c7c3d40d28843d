import { isProse } from "#contract/field-types";
import type { Field } from "#contract/forms";
import type { KeyKind } from "#domain/text/line";
import { parseDecimal } from "#domain/text/numerals";
import { parseDateAnswer } from "#domain/time/answer-times";
import type { Context } from "./context.ts";
import type { Command } from "./define-command.ts";

/** Typed by anyone who has seen what will happen (SPEC §1.15); known to every command. */
export const CONFIRM = "确认";

/** How each key of a command takes its value; a field of text runs on, once the form is known. */
export function keyKindOf(
  command: Command,
  fields: readonly Field[] = [],
): (key: string) => KeyKind | undefined {
  const open = Object.values(command.args).some((arg) => arg.kind === "values");
  return (key) => {
    const found = argByKey(command, key);
    if (found) return command.args[found]!.long ? "text" : "word";
    if (key === CONFIRM) return "word";
    if (fields.some((field) => field.name === key && isProse(field))) return "prose";
    return open ? "open" : undefined;
  };
}

/**
 * How far each key's value runs on over blanks. A field of a form has a type that only its item
 * knows: what reads as one number (`库存=7万 5千`) or one day is one value.
 */
export function readsOnOf(command: Command, ctx: Context): (key: string, value: string) => boolean {
  return (key, value) => {
    const found = argByKey(command, key);
    if (found !== undefined) return command.args[found]!.readsOn?.(value, ctx) ?? false;
    return (
      parseDecimal(value) !== null || parseDateAnswer(value, { now: ctx.now, future: false }).ok
    );
  };
}

/** The name of the argument that answers to a key, in either language. */
export function argByKey(command: Command, key: string): string | undefined {
  return Object.entries(command.args).find(
    ([name, arg]) => name === key || arg.zh === key || arg.aliases.includes(key),
  )?.[0];
}
