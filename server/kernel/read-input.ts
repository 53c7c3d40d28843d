import { Refusal } from "#contract/errors";
import { dropInvisible } from "#domain/invisible";
import { type Line, parseLine } from "#domain/line";
import { nearest } from "#domain/nearest";
import { type Arg, blank, type Raw } from "./arg.ts";
import type { Context } from "./context.ts";
import type { Command } from "./define-command.ts";
import { argByKey, CONFIRM, keyKindOf } from "./keys.ts";
import { maskLine } from "./mask.ts";
import { mustBeUsable } from "./usable.ts";

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
export async function readLine(ctx: Context, typed: string): Promise<Reading> {
  const command = await route(ctx, typed);
  mustBeUsable(ctx, command);
  const text = maskLine(ctx, command, typed);
  ctx.sent.typed = text;
  const line = parseLine(text, keyKindOf(command));
  const raws = await bind(ctx, command, line, text);
  const confirmed = line.pairs.some((pair) => pair.key === CONFIRM && pair.value === "是");
  return { command, input: await readAll(ctx, command, raws), confirmed };
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
  if (!command) throw unknown(ctx, name);
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
async function route(ctx: Context, text: string): Promise<Command> {
  const line = parseLine(text, () => "open");
  const commands = ctx.registry.named(line.name);
  const claim = {
    words: line.words.map((word) => word.text),
    keys: line.pairs.map((pair) => pair.key),
    ctx,
  };
  for (const command of commands) {
    if (!command.claims || (await command.claims(claim))) return command;
  }
  throw unknown(ctx, line.name);
}

/** Sorts what stands on the line to the arguments it belongs to. */
async function bind(
  ctx: Context,
  command: Command,
  line: Line,
  text: string,
): Promise<Map<string, Raw>> {
  const raws = new Map<string, Raw>();
  const rest: Raw = { text: "", words: [], pairs: [], rewrite: () => text };
  for (const pair of line.pairs) {
    const found = argByKey(command, pair.key);
    if (!found) {
      if (pair.key === CONFIRM) continue;
      if (pair.unknown) throw unknownKey(command, pair.key);
      rest.pairs.push({ key: pair.key, value: pair.value });
      continue;
    }
    if (raws.has(found)) {
      throw new Refusal("bad_argument", `“${pair.key}”写了两次，请留一个`, { field: pair.key });
    }
    raws.set(found, {
      text: pair.value,
      words: [pair.value],
      pairs: [],
      rewrite: (value) => splice(text, pair, `${pair.key}=${value}`),
    });
  }
  const byWord = Object.entries(command.args).filter(([, arg]) => arg.place === "word");
  for (const word of line.words) {
    const taker = await claimant(ctx, byWord, raws, word.text);
    if (!taker) {
      rest.words.push(word.raw);
      continue;
    }
    const before = raws.get(taker);
    raws.set(taker, {
      text: before ? `${before.text} ${word.text}` : word.text,
      words: [...(before?.words ?? []), word.text],
      pairs: [],
      rewrite: (value) => splice(text, word, value),
    });
  }
  placeRest(command, rest, raws);
  placeBody(command, line, raws);
  return raws;
}

async function claimant(
  ctx: Context,
  args: [string, Arg<unknown>][],
  bound: Map<string, Raw>,
  word: string,
): Promise<string | undefined> {
  for (const [key, arg] of args) {
    if (bound.has(key) && !arg.many) continue;
    if (await arg.claims?.(word, ctx)) return key;
  }
  return undefined;
}

/** Words and fields that no argument claimed go to the one that takes the rest, if there is one. */
function placeRest(command: Command, rest: Raw, raws: Map<string, Raw>): void {
  if (rest.words.length === 0 && rest.pairs.length === 0) return;
  const taker = Object.entries(command.args).find(
    ([key, arg]) => (arg.place === "main" || arg.place === "rest") && !raws.has(key),
  )?.[0];
  if (taker) {
    raws.set(taker, { ...rest, text: rest.words.join(" ") });
    return;
  }
  throw new Refusal("bad_argument", `/${command.zh} 看不懂“${rest.words[0]}”`, {
    hint: `例：${command.example}`,
  });
}

function placeBody(command: Command, line: Line, raws: Map<string, Raw>): void {
  if (line.body === null) return;
  const taker = Object.entries(command.args).find(([, arg]) => arg.place === "body")?.[0];
  if (!taker) {
    throw new Refusal("bad_argument", `/${command.zh} 只看第一行，请删去下面的行，或写在说明里`);
  }
  if (raws.has(taker)) {
    throw new Refusal("bad_argument", "正文写了两次：第一行的“正文=”和下面的行，请留一个");
  }
  raws.set(taker, { text: line.body, words: [line.body], pairs: [], rewrite: () => line.body! });
}

async function readAll(
  ctx: Context,
  command: Command,
  raws: Map<string, Raw>,
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
    input[key] = raw ? await arg.read(raw, ctx) : arg.blank;
  }
  return input;
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

function splice(text: string, span: { start: number; end: number }, value: string): string {
  return text.slice(0, span.start) + value + text.slice(span.end);
}

function unknown(ctx: Context, name: string): Refusal {
  const near = nearest(name, ctx.registry.names()).map((n) => `/${n}`);
  const hint = near.length > 0 ? `你是不是要：${near.join(" ")}` : "输入 /帮助 看全部命令";
  return new Refusal("unknown_command", `没有“/${name}”这个命令，没有发出。${hint}`, { hint });
}

function unknownKey(command: Command, key: string): Refusal {
  const keys = Object.values(command.args).map((arg) => arg.zh);
  const near = nearest(key, keys)[0];
  const known = keys.filter((k) => k !== "").join("、");
  return new Refusal(
    "bad_argument",
    `/${command.zh} 没有“${key}=”${near ? `，是不是“${near}=”` : ""}；可以写：${known}`,
    { field: key, hint: `例：${command.example}` },
  );
}
