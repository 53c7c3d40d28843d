import type { Candidate } from "#contract/errors";
import { Refusal } from "#contract/errors";
import type { Line, Pair, Token } from "#domain/text/line";
import type { Context } from "../context.ts";
import type { Command } from "../define-command.ts";
import { argByKey } from "../keys.ts";
import type { Arg, ArgKind } from "./arg.ts";
import { splice } from "./splice.ts";

/** What cannot be a word of a title: nobody writes 范围 or 正文 there and means the word. */
const ALWAYS: ReadonlySet<ArgKind> = new Set(["scope", "fields", "text", "body"]);
/** Of which a list is made: the word joins the value instead of taking its place. */
export const JOINED: ReadonlySet<ArgKind> = new Set(["scope", "fields", "nodes", "list"]);

/**
 * A key of the command without its `=`, `范围 杨林镇`, `截止 18:00`, `截止：18:00`: refused with the right
 * spelling, where what follows would be its value. 核实 返乡人员 stays a title, for 返乡人员 is no answer to
 * 核实=.
 * @throws Refusal `bad_argument` with the line as it was probably meant, and as a title
 */
export function askAboutBareKeys(ctx: Context, command: Command, line: Line, text: string): void {
  const isTitled = Object.values(command.args).some(({ place }) => place === "main");
  line.words.forEach((word, i) => {
    const found = word.quoted ? null : bareKey(command, word.text);
    if (!found) return;
    const { key, arg, glued } = found;
    const next = line.words[i + 1];
    const behind = next && pairBetween(line, word, next) === undefined ? next : undefined;
    const isFlag = arg.kind === "flag" && !isTitled && behind === undefined;
    const value = glued !== "" ? glued : isFlag ? "是" : (behind?.text ?? "");
    if (!isMeant(ctx, arg, value, { isGlued: glued !== "", isTitled })) return;
    const stop = glued !== "" || !behind ? word.end : behind.start;
    const right = splice(
      text,
      { start: word.start, end: stop },
      `${key}=${isFlag ? value : glued}`,
    );
    const example = value === "" ? "…" : value;
    throw new Refusal("bad_argument", `“${key}”后面要写等号：${key}=${example}，还没有发出`, {
      field: key,
      candidates: [
        ...(value === "" ? [] : [{ label: `${key}=${value}`, text: right }]),
        ...asTitle(command, word, text),
      ],
    });
  });
}

interface BareKey {
  key: string;
  arg: Arg<unknown>;
  /** What stands behind it without a blank: `截止18:00`, `截止：18:00`. */
  glued: string;
}

function bareKey(command: Command, word: string): BareKey | null {
  for (const arg of Object.values(command.args)) {
    if (arg.place === "main" || arg.place === "rest") continue;
    for (const key of [arg.zh, ...arg.aliases]) {
      if (key === "" || !word.startsWith(key)) continue;
      if (word === key) return { key, arg, glued: "" };
      const rest = word.slice(key.length);
      const glued = rest.replace(/^:/, "");
      // 原因不明 and 除草 are words; only what reads as a value is one.
      if (key.length > 1 && arg.readsOn && glued !== "") return { key, arg, glued };
    }
  }
  return null;
}

function isMeant(
  ctx: Context,
  arg: Arg<unknown>,
  value: string,
  { isGlued, isTitled }: { isGlued: boolean; isTitled: boolean },
): boolean {
  if (isGlued) return arg.readsOn!(value, ctx);
  if (ALWAYS.has(arg.kind)) return true;
  // /上报 Z0127-01 部分: where there is no title it can only be the key.
  if (arg.kind === "flag" && !isTitled && value === "是") return true;
  if (value === "") return false;
  if (arg.kind === "time") return arg.readsOn!(value, ctx) || /^\d/.test(value);
  if (arg.kind === "list") return /[,、]/.test(value);
  if (arg.readsOn) return arg.readsOn(value, ctx);
  if (arg.options) return arg.options.some((option) => option === value);
  return arg.kind === "number" && /^\d+$/.test(value);
}

function pairBetween(line: Line, a: Token, b: Token): Pair | undefined {
  return line.pairs.find(({ start }) => start >= a.end && start < b.start);
}

/**
 * A word behind a value that would itself be such a value: `截止=18:00 19:00`, `范围=杨林镇 池淮镇`. It may
 * be the rest of the value or a word of the title, so both readings are offered.
 * @throws Refusal `ambiguous`
 */
export function askAboutRest(ctx: Context, command: Command, word: Token, text: string): void {
  const pair = word.after;
  const found = pair && argByKey(command, pair.key);
  const arg = found && command.args[found];
  if (!pair || !arg || word.quoted || !arg.readsOn?.(word.text, ctx)) return;
  const joined = JOINED.has(arg.kind) ? `${pair.value},${word.text}` : word.text;
  const line = splice(text, { start: pair.start, end: word.end }, `${pair.key}=${joined}`);
  const message = `“${word.raw}”跟在“${pair.key}=${pair.value}”后面，说不清是不是${pair.key}，点一个继续，还没有发出`;
  throw new Refusal("ambiguous", message, {
    field: pair.key,
    candidates: [{ label: `${pair.key}=${joined}`, text: line }, ...asTitle(command, word, text)],
  });
}

/** In quotes a word is text: for commands that take free text on their line. */
export function asTitle(command: Command, word: Token, text: string): Candidate[] {
  const main = Object.values(command.args).find((arg) => arg.place === "main");
  if (!main) return [];
  return [{ label: `${main.zh}里写“${word.raw}”`, text: splice(text, word, `“${word.raw}”`) }];
}
