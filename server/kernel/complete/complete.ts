import type { Completion } from "#contract/nouns";
import { seenOf } from "#domain/text/invisible";
import { isCommandLine, type Line, parseLine } from "#domain/text/line";
import type { Asking, Offer } from "../args/arg.ts";
import type { Context } from "../context.ts";
import type { Command } from "../define-command.ts";
import type { Kernel } from "../kernel.ts";
import { argByKey, keyKindOf, readsOnOf } from "../keys.ts";
import { isUsable } from "../usable.ts";
import { keyOffers, takes, valueOffers, wordOffers } from "./argument-offers.ts";
import { commandOffers } from "./command-names.ts";
import { atArgument, atMention, atName, type Slot, type Spot } from "./cursor.ts";
import { lookingContext } from "./looking-context.ts";
import { mentionOffers } from "./mention-offers.ts";
import { fieldValueOffers } from "./reply-offers.ts";

/**
 * What may stand at the cursor of a line that is being typed (SPEC §1.22): commands this post may
 * use here, then keys, then values of the person's own scope. Offsets are UTF-16 units of `text`;
 * a choice replaces the half-typed word. In a line of talk, whom it may call after `@`. Nothing inside quotes, in free text or below the first
 * line. Reads only, and only what the person may see.
 * @throws Refusal `unauthenticated`; `not_found` or `ambiguous` for the channel
 */
export async function complete(
  kernel: Kernel,
  person: string,
  { text, cursor: at, channel }: { text: string; cursor: number; channel: string },
): Promise<Completion> {
  const ctx = await lookingContext(kernel, person, channel);
  const view = seenOf(text);
  const cursor = view.seen(Math.min(Math.max(at, 0), text.length));
  const found = await atCursor(ctx, view.text, cursor);
  return { ...found, from: view.typed(found.from), to: view.typed(found.to) };
}

async function atCursor(ctx: Context, text: string, cursor: number): Promise<Completion> {
  const mention = isCommandLine(text) ? null : atMention(text, cursor);
  if (mention) return filled(mention, await mentionOffers(mention.prefix, text, ctx));
  const name = atName(text, cursor);
  if (name?.kind === "name") {
    const next = /\s/.test(text.charAt(name.to)) ? "" : " ";
    const offers = commandOffers(name.prefix, ctx);
    const meant = await commandOf(ctx, text);
    return filled(
      name,
      offers.map((offer) => ({ ...offer, insert: offer.insert + next })),
      meant !== undefined && lacksNothing(meant, new Map()),
    );
  }
  const command = await commandOf(ctx, text);
  if (!command) return filled({ from: cursor, to: cursor }, []);
  const line = parseLine(text, keyKindOf(command), readsOnOf(command, ctx));
  const spot = atArgument(text, line, cursor, keyKindOf(command));
  if (!spot) return filled({ from: cursor, to: cursor }, []);
  const asking = { command, given: await givenOn(ctx, command, line, spot) };
  const options = await offersAt(ctx, asking, spot);
  return filled(spot, options, lacksNothing(command, asking.given));
}

function filled(
  { from, to }: Pick<Slot, "from" | "to">,
  options: Offer[],
  isComplete = true,
): Completion {
  return { from, to, options, isComplete };
}

function lacksNothing({ args }: Command, given: Asking["given"]): boolean {
  return Object.entries(args).every(([key, arg]) => !arg.required || Boolean(given.get(key)));
}

/** The command the line is for, as it would be routed, if this post may use it here. */
async function commandOf(ctx: Context, text: string): Promise<Command | undefined> {
  const line = parseLine(text, () => "open");
  if (line.name === "") return undefined;
  const words = line.words.map((word) => word.text);
  const keys = line.pairs.map((pair) => pair.key);
  const usable = ctx.registry.named(line.name).filter((command) => isUsable(ctx, command));
  for (const command of usable) {
    if (!command.claims || (await command.claims({ words, keys, ctx }))) return command;
  }
  return usable.at(-1);
}

async function offersAt(ctx: Context, asking: Asking, spot: NonNullable<Spot>): Promise<Offer[]> {
  const { command } = asking;
  switch (spot.kind) {
    case "name":
      return [];
    case "key":
      return keyOffers(spot.prefix, asking);
    case "word":
      return wordOffers(spot.prefix, ctx, asking);
    case "value": {
      const key = argByKey(command, spot.pair.key);
      const arg = key === undefined ? undefined : command.args[key];
      const values = arg
        ? await valueOffers(arg, spot.prefix, ctx, asking)
        : await fieldValueOffers(spot.pair.key, spot.prefix, ctx, asking);
      const next = spot.fresh ? await nextOffers(ctx, asking, spot.prefix) : [];
      return [...values, ...next];
    }
  }
}

/** A value may have ended: `在册=6,新` goes on with a field, `原因=误报 截` with a key. */
async function nextOffers(ctx: Context, asking: Asking, prefix: string): Promise<Offer[]> {
  const rest = Object.values(asking.command.args).find(({ kind }) => kind === "values");
  const fields = rest ? await valueOffers(rest, prefix, ctx, asking) : [];
  return prefix === "" ? fields : [...fields, ...keyOffers(prefix, asking)];
}

/** Which arguments the rest of the line already holds, as typed; fields of a reply by their own name. */
async function givenOn(
  ctx: Context,
  command: Command,
  line: Line,
  spot: NonNullable<Spot>,
): Promise<Asking["given"]> {
  const given = new Map<string, string>();
  const args = Object.entries(command.args);
  for (const pair of line.pairs) {
    if (spot.kind === "key" && pair.start === spot.start) continue;
    given.set(argByKey(command, pair.key) ?? pair.key, pair.value);
  }
  for (const word of line.words) {
    if (spot.kind === "word" && word.start === spot.start) continue;
    let taker = args.find(([, arg]) => arg.place === "main" || arg.kind === "words")?.[0];
    for (const [key, arg] of args) {
      if (arg.place !== "word" || (given.has(key) && !arg.many)) continue;
      if (await takes(arg, word.text, ctx)) {
        taker = key;
        break;
      }
    }
    if (taker !== undefined) given.set(taker, word.text);
  }
  if (line.body !== null) {
    const body = args.find(([, arg]) => arg.place === "body")?.[0];
    if (body !== undefined) given.set(body, line.body);
  }
  return given;
}
