import { Refusal } from "#contract/errors";
import type { Line, Token } from "#domain/text/line";
import type { Context } from "../context.ts";
import type { Command } from "../define-command.ts";
import { argByKey, CONFIRM } from "../keys.ts";
import type { Arg, Raw } from "./arg.ts";
import { saidTwice, unknownKey } from "./ask-key.ts";
import { askAboutBareKeys, askAboutRest } from "./ask-leftover.ts";
import { askAboutWord, askForMissing, asMissingText } from "./ask-word.ts";
import { askAboutGlued } from "./glued-place.ts";
import { splice } from "./splice.ts";
import { scopeOfTitle } from "./title-scope.ts";

/**
 * Sorts what stands on a line to the arguments it belongs to: every word ends in exactly one of
 * them, or is refused, or asked about (SPEC §1.1).
 * @throws Refusal `bad_argument` or `ambiguous`, naming the word and, where one can, the right line
 */
export async function bind(
  ctx: Context,
  command: Command,
  line: Line,
  text: string,
): Promise<Map<string, Raw>> {
  const raws = new Map<string, Raw>();
  const rest: Raw = { text: "", words: [], pairs: [], rewrite: () => text };
  bindPairs(command, line, { text, raws, rest });
  askAboutBareKeys(ctx, command, line, text);
  const left: Token[] = [];
  const byWord = Object.entries(command.args).filter(([, arg]) => arg.place === "word");
  for (const word of line.words) {
    const taker = await claimant(ctx, byWord, raws, word.text, left.length);
    if (taker === undefined) {
      askAboutRest(ctx, command, word, text);
      askAboutWord(ctx, command, word, { given: raws, text });
      left.push(word);
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
  const placed = await scopeOfTitle(ctx, command, { words: left, given: raws, text });
  if (placed) raws.set(placed.key, placed.raw);
  else await askAboutGlued(ctx, command, { words: left, given: raws, text });
  const words = left.filter((word) => !placed?.taken.includes(word));
  askForMissing(ctx, command, words, { given: raws, text });
  rest.words = words.map((word) => word.raw);
  if (!placeRest(command, rest, raws)) {
    const candidates = asMissingText(command, words, { given: raws, text });
    throw new Refusal("bad_argument", `/${command.zh} 看不懂“${rest.words[0]}”`, {
      hint: `例：${command.example}`,
      ...(candidates.length > 0 && { candidates }),
    });
  }
  placeBody(command, line, raws);
  return raws;
}

function bindPairs(
  command: Command,
  line: Line,
  { text, raws, rest }: { text: string; raws: Map<string, Raw>; rest: Raw },
): void {
  for (const pair of line.pairs) {
    const found = argByKey(command, pair.key);
    if (!found) {
      if (pair.key === CONFIRM) continue;
      if (pair.unknown) throw unknownKey(command, pair.key, { pair, line, text });
      rest.pairs.push({ key: pair.key, value: pair.value });
      continue;
    }
    if (raws.has(found)) throw saidTwice(command, found, { pair, line, text });
    raws.set(found, {
      text: pair.value,
      words: [pair.value],
      pairs: [],
      rewrite: (value) => splice(text, pair, `${pair.key}=${value}`),
    });
  }
}

async function claimant(
  ctx: Context,
  args: [string, Arg<unknown>][],
  bound: Map<string, Raw>,
  word: string,
  left: number,
): Promise<string | undefined> {
  for (const [key, arg] of args) {
    if (bound.has(key) && !arg.many) continue;
    if (await arg.claims?.(word, ctx, left)) return key;
  }
  return undefined;
}

/**
 * Words and fields that no argument claimed go to the one that takes the rest.
 * @returns whether there is one, or nothing is left
 */
function placeRest(command: Command, rest: Raw, raws: Map<string, Raw>): boolean {
  if (rest.words.length === 0 && rest.pairs.length === 0) return true;
  const taker = Object.entries(command.args).find(
    ([key, arg]) => (arg.place === "main" || arg.place === "rest") && !raws.has(key),
  )?.[0];
  if (taker) raws.set(taker, { ...rest, text: rest.words.join(" ") });
  return taker !== undefined;
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
