import { type Context, maskFor } from "#bots/kit/command";
import type { OnBehalf } from "#bots/kit/loop";
import { checkAttached, checkStage, prefillOf, withAttached } from "#bots/kit/loop";
import { Refusal } from "#contract/errors";
import { isProse } from "#contract/field-types";
import type { Field, Nil, ReplyValues, Value } from "#contract/forms";
import { NIL } from "#contract/nil";
import { judge } from "#domain/form/judge";
import { parseRules } from "#domain/form/rules";
import { isNilReport, readValues } from "#domain/form/values";
import type { Chosen } from "./choose-target.ts";

interface Typed {
  values: { positional: string[]; named: { key: string; value: string }[] };
  note: string | null;
  stage: string | null;
}

export interface ReadReply {
  values: ReplyValues | Nil;
  note: string | null;
  warnings: string[];
  stage: number;
  proxy: OnBehalf | null;
}

/**
 * Reads and judges what was typed against the item's form: stages in order, fields by type, rules
 * by both numbers (SPEC §1.9–1.10).
 * @throws Refusal `bad_argument` naming the field, `conflict` naming the stages before
 */
export async function readReply(ctx: Context, chosen: Chosen, typed: Typed): Promise<ReadReply> {
  const { item, row, proxy } = chosen;
  const spec = item.terms;
  const stage = checkStage(item, row, typed.stage);
  const words = typed.values.positional;
  const fromLine = await withAttached(ctx, spec.fields, typed.values.named);
  if (isNilReport(words.join(" ")) && fromLine.length === 0) {
    if (!spec.nilAllowed) {
      throw new Refusal("bad_argument", `${item.label} 不能零报告，请填：${names(spec.fields)}`);
    }
    return { values: NIL, note: typed.note, warnings: [], stage, proxy };
  }
  // A field called 说明 takes what would else be the reply's own note.
  const noteField = spec.fields.some((field) => field.name === "说明");
  const named =
    noteField && typed.note !== null ? [...fromLine, { key: "说明", value: typed.note }] : fromLine;
  const prefill = await prefillOf(ctx, spec.fields, row.node, item.id);
  const read = readValues(spec.fields, {
    positional: words,
    named,
    prefill,
    now: ctx.now,
  });
  if (!read.ok) {
    const candidates = read.readings?.map(({ label, edits }) => ({
      label,
      text: edits.reduce(
        (line, { typed: was, meant }) => line.replace(was, () => meant),
        ctx.sent.typed ?? `/报 ${item.label} ${words.join(" ")}`,
      ),
    }));
    throw new Refusal(candidates ? "ambiguous" : "bad_argument", read.message, {
      ...(read.field && { field: read.field }),
      ...(candidates && { candidates }),
    });
  }
  const values = withoutPersonal(ctx, spec.fields, read.values);
  await checkAttached(ctx, spec.fields, values, { row, prefill });
  for (const hint of read.hints) ctx.whisper(hint);
  const rules = spec.rules === "" ? null : parseRules(spec.rules, spec.fields);
  const verdict = judge(rules?.ok ? rules.rules : [], values, { note: typed.note ?? "" });
  if (verdict.refusals.length > 0) {
    throw new Refusal("bad_argument", `${verdict.refusals.join("；")}；其他内容都留着`);
  }
  return { values, note: typed.note, warnings: verdict.warnings, stage, proxy };
}

/** Where bare words are counts, a spaced number is only seen to be a person's in a text's own value. */
function withoutPersonal(ctx: Context, fields: Field[], values: ReplyValues): ReplyValues {
  const texts = new Set(fields.filter(isProse).map(({ name }) => name));
  const entries = Object.entries(values).map(([name, value]): [string, Value] => [
    name,
    texts.has(name) && typeof value === "string" ? maskFor(ctx, value, {}) : value,
  ]);
  return Object.fromEntries(entries);
}

function names(fields: Field[]): string {
  return fields.map((field) => field.name).join("、");
}
