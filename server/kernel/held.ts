import { findChannel } from "#db/channels";
import { findHeld, type HeldCommand, putHeld } from "#db/held";
import type { ItemRow } from "#db/items";
import type { Context } from "./context.ts";
import type { Outcome, PreviewCard } from "./define-command.ts";

/**
 * Keeps a command with its input for a second person (KINDS §2, draft): whatever needs a signature
 * waits as an item of its own, and there is no state of approval anywhere else.
 */
export async function hold(ctx: Context, draft: ItemRow, sent: HeldCommand): Promise<void> {
  await putHeld(ctx.session, { item: draft.id, channel: ctx.channel!.id, sent, at: ctx.now });
}

/**
 * What would go out if the actor signed now: the card of the command itself, read anew. Places and
 * people may have changed since it was drafted; the signer sees those of now.
 */
export async function previewHeld(ctx: Context, draft: ItemRow): Promise<PreviewCard | null> {
  const { ctx: within, command, input } = await open(ctx, draft);
  return (await command.preview?.(within, input)) ?? null;
}

/**
 * Runs a held command as whoever signs it, in the channel it was drafted for and in the same
 * transaction: their rights are asked for, and a refusal of it is theirs.
 */
export async function runHeld(ctx: Context, draft: ItemRow): Promise<Outcome> {
  const { ctx: within, command, input } = await open(ctx, draft);
  within.sent.confirmed = true;
  within.isRehearsing = ctx.isRehearsing;
  within.bot = ctx.registry.botOf(command).key;
  const outcome = await command.run(within, input);
  await ctx.adopt(within);
  return outcome;
}

async function open(ctx: Context, { id, label }: ItemRow) {
  const held = await findHeld(ctx.session, id);
  const channel = held && (await findChannel(ctx.session, held.channel));
  if (!held || !channel) throw new Error(`nothing is held by ${label}`);
  return ctx.within(channel, held.sent);
}
