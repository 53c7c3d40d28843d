import { isDeepStrictEqual } from "node:util";
import { Refusal } from "#contract/errors";
import type { Field } from "#contract/forms";
import { dropInvisible } from "#domain/text/invisible";
import { parseLine, parseOpen } from "#domain/text/line";
import type { Context } from "../context.ts";
import type { Command } from "../define-command.ts";
import { argByKey, CONFIRM, keyKindOf, readsOnOf } from "../keys.ts";
import { maskLine } from "../mask.ts";
import { mustBeUsable } from "../usable.ts";
import { blank, type Raw } from "./arg.ts";
import { unknownKey } from "./ask-key.ts";
import { bind } from "./bind.ts";
import { withNameApart } from "./glued-name.ts";
import { unknownLine, unknownName } from "./unknown-command.ts";

export interface Reading {
  command: Command;
  input: Record<string, unknown>;
  confirmed: boolean;
}

/**
 * Reads a typed line as a command with its arguments (SPEC §1.1–1.3).
 * @throws Refusal `unknown_command` with the nearest names; `bad_argument` or `ambiguous` naming
 *   the token
 */
export async function readLine(ctx: Context, line: string): Promise<Reading> {
  const typed = withNameApart(ctx.registry, line);
  const command = await route(ctx, typed);
  mustBeUsable(ctx, command);
  const reading = await readBy(ctx, command, typed);
  const fields = reading.open ? await command.fields?.(ctx, reading.input) : undefined;
  return fields
    ? readBy(ctx, command, ctx.sent.typed ?? typed, { fields, before: reading })
    : reading;
}

interface Read extends Reading {
  /** Some keys may be fields of a form. */
  open: boolean;
  raws: Map<string, Raw>;
}

/**
 * Which of the keys are fields only the object of the line tells: with them known it is read again,
 * so that a text of the form runs on and an unknown `键=` in a text is text.
 */
async function readBy(
  ctx: Context,
  command: Command,
  typed: string,
  { fields, before }: { fields?: Field[]; before?: Read } = {},
): Promise<Read> {
  const text = maskLine(ctx, command, typed, fields);
  ctx.sent.typed = text;
  const kind = keyKindOf(command, fields);
  const names = fields?.map(({ name }) => name);
  const line = parseLine(text, kind, readsOnOf(command, ctx), names);
  const raws = await bind(ctx, command, line, text);
  const confirmed = line.pairs.some((pair) => pair.key === CONFIRM && pair.value === "是");
  const open = line.pairs.some((pair) => kind(pair.key) === "open");
  return { command, input: await readAll(ctx, command, raws, before), confirmed, open, raws };
}

/**
 * Reads a structured call: keys are argument names in either language, values what one would type.
 * @throws Refusal as {@link readLine}
 */
export async function readForm(
  ctx: Context,
  name: string,
  form: Record<string, unknown>,
): Promise<Reading> {
  const command = ctx.registry.command(name);
  if (!command) throw unknownName(ctx, name);
  mustBeUsable(ctx, command);
  const raws = new Map<string, Raw>();
  for (const [key, value] of Object.entries(form)) {
    if (value === null || value === undefined || key === CONFIRM) continue;
    const found = argByKey(command, key);
    if (!found) throw unknownKey(command, key);
    raws.set(found, rawOf(command, found, value));
  }
  const confirmed = form[CONFIRM] === true || form[CONFIRM] === "是";
  return { command, input: await readAll(ctx, command, raws), confirmed };
}

/** The command that a line means: by name, and where names are shared, by its object. */
export async function route(ctx: Context, text: string): Promise<Command> {
  const line = parseOpen(text);
  const commands = ctx.registry.named(line.name);
  const claim = {
    words: line.words.map((word) => word.text),
    keys: line.pairs.map((pair) => pair.key),
    ctx,
  };
  for (const command of commands) {
    if (!command.claims || (await command.claims(claim))) return command;
  }
  throw unknownLine(ctx, line, text);
}

async function readAll(
  ctx: Context,
  command: Command,
  raws: Map<string, Raw>,
  before?: Read,
): Promise<Record<string, unknown>> {
  const input: Record<string, unknown> = {};
  for (const [key, arg] of Object.entries(command.args)) {
    const raw = raws.get(key);
    if (!raw && arg.required) {
      const refusal = blank(arg.zh);
      throw new Refusal("bad_argument", refusal.message, {
        field: arg.zh,
        hint: `例：${command.example}`,
      });
    }
    // Read again, it means what it meant: places and items are looked up once.
    const isSame = raw && before && isDeepStrictEqual(sayOf(raw), sayOf(before.raws.get(key)));
    if (isSame) input[key] = before.input[key];
    else input[key] = raw ? await arg.read(raw, ctx) : arg.blank;
  }
  return input;
}

/** What was typed of an argument, without how it would be typed otherwise. */
function sayOf(raw: Raw | undefined): Omit<Raw, "rewrite"> | undefined {
  if (!raw) return undefined;
  const { rewrite: _, ...said } = raw;
  return said;
}

/** One value of a structured call, spelt as it would be typed. */
function rawOf(command: Command, key: string, value: unknown): Raw {
  const arg = command.args[key]!;
  const rewrite = (chosen: string) => `/${command.zh} ${arg.zh}=${chosen}`;
  if (arg.kind === "values" && typeof value === "object" && !Array.isArray(value)) {
    const pairs = Object.entries(value as object).map(([name, v]) => ({
      key: name,
      value: Array.isArray(v) ? v.map(spell).join(",") : spell(v),
    }));
    return { text: "", words: [], pairs, rewrite };
  }
  const words = Array.isArray(value) ? value.map(spell) : [spell(value)];
  const separator = arg.kind === "values" || arg.kind === "words" || arg.many ? " " : ",";
  return { text: words.join(separator), words, pairs: [], rewrite };
}

function spell(value: unknown): string {
  if (value === true) return "是";
  if (value === false) return "否";
  if (typeof value === "object") throw new Refusal("bad_argument", "这里要填文字或数字");
  return dropInvisible(String(value));
}
