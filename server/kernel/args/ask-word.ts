import { type Candidate, Refusal } from "#contract/errors";
import type { Token } from "#domain/text/line";
import type { Context } from "../context.ts";
import type { Command } from "../define-command.ts";
import { argByKey } from "../keys.ts";
import type { Raw } from "./arg.ts";
import { asTitle } from "./ask-leftover.ts";
import { readsAsScope } from "./place-args.ts";
import { moved, splice, withPair } from "./splice.ts";

/** 除王家边网格 and 只发杨林镇 say a scope, where what they are glued to is one: 除草 is not. */
const SAID: [key: string, pattern: RegExp][] = [
  ["除", /^(?:除去|除了|除开|除|不含|不包括|不包含)(.+?)(?:以外|之外|外)?$/u],
  ["范围", /^(?:只发给?|仅发给?|只限|仅限|只|仅)(.+)$/u],
];

/**
 * A word of the title that says what a key would: `除王家边网格`, `只发王家边网格`, `特急`. Left in the title
 * it would change nothing, and the writer would think that it did.
 * @throws Refusal `ambiguous` with the pair and with the title
 */
export function askAboutWord(
  ctx: Context,
  command: Command,
  word: Token,
  { given, text }: { given: ReadonlyMap<string, Raw>; text: string },
): void {
  const isTitled = Object.values(command.args).some((arg) => arg.place === "main");
  if (word.quoted || !isTitled) return;
  const pair = saidScope(ctx, command, word.text) ?? saidOption(command, word.text);
  const found = pair && argByKey(command, pair.key);
  if (!pair || !found || given.has(found)) return;
  const written = `${pair.key}=${pair.value}`;
  throw new Refusal("ambiguous", `“${word.raw}”是不是 ${written}？点一个继续，还没有发出`, {
    field: pair.key,
    candidates: [
      { label: written, text: moved(text, word, written) },
      ...asTitle(command, word, text),
    ],
  });
}

interface Said {
  key: string;
  value: string;
}

function saidScope(ctx: Context, command: Command, word: string): Said | undefined {
  for (const [key, pattern] of SAID) {
    const value = pattern.exec(word)?.[1];
    if (value && argByKey(command, key) && readsAsScope(value, ctx)) return { key, value };
  }
  return undefined;
}

/** Shorter ones (急, 战) are parts of any title. */
const SHORTEST_OPTION = 2;

function saidOption(command: Command, word: string): Said | undefined {
  if (word.length < SHORTEST_OPTION) return undefined;
  const arg = Object.values(command.args).find(
    ({ kind, place, options }) => kind === "choice" && place === "key" && options?.includes(word),
  );
  return arg && { key: arg.zh, value: word };
}

/**
 * A deadline that is asked for and stands in the title without its key: `/任务 摸排 明天 下午5点前`.
 * @throws Refusal `bad_argument` that names it, with the line as a button
 */
export function askForMissing(
  ctx: Context,
  command: Command,
  words: Token[],
  { given, text }: { given: ReadonlyMap<string, Raw>; text: string },
): void {
  for (const [key, arg] of Object.entries(command.args)) {
    if (!arg.required || arg.place !== "key" || arg.kind !== "time" || given.has(key)) continue;
    const run = longestRun(words, (value) => arg.readsOn?.(value, ctx) ?? false);
    if (!run) continue;
    const value = text.slice(run.start, run.end);
    throw new Refusal("bad_argument", `缺少“${arg.zh}”，是不是 ${arg.zh}=${value}？还没有发出`, {
      field: arg.zh,
      candidates: [{ label: `${arg.zh}=${value}`, text: moved(text, run, `${arg.zh}=${value}`) }],
    });
  }
}

function longestRun(
  words: Token[],
  reads: (value: string) => boolean,
): { start: number; end: number } | null {
  for (let length = Math.min(words.length, 4); length > 0; length -= 1) {
    for (let i = 0; i + length <= words.length; i += 1) {
      const run = words.slice(i, i + length);
      const isOne = run.every((word, n) => !word.quoted && (n === 0 || word.after === null));
      const value = run.map((word) => word.text).join(" ");
      if (isOne && reads(value)) return { start: run[0]!.start, end: run.at(-1)!.end };
    }
  }
  return null;
}

/**
 * What nobody takes, as the reason that is still missing: `/退回 T0127-01 石门一网格 数不对`, or that
 * the command may hold: `/失联 石门镇 断网`.
 */
export function asMissingText(
  command: Command,
  words: Token[],
  { given, text }: { given: ReadonlyMap<string, Raw>; text: string },
): Candidate[] {
  const texts = Object.entries(command.args)
    .filter(
      ([key, arg]) => arg.kind === "text" && arg.long && arg.place === "key" && !given.has(key),
    )
    .map(([, arg]) => arg);
  const missing = texts.find(({ required }) => required) ?? texts[0];
  if (!missing || words.length === 0) return [];
  const said = words.map((word) => word.raw).join(" ");
  const value = said.replace(new RegExp(`^${missing.zh}[:：]?\\s*`, "u"), "");
  if (value === "") return [];
  const rest = words.toReversed().reduce((line, word) => splice(line, word, ""), text);
  const pair = `${missing.zh}=${value}`;
  const line = withPair(rest.replace(/[^\S\n]{2,}/g, " "), pair);
  return [{ label: pair, text: line }];
}
