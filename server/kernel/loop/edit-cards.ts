import { type MessageRow, setText } from "#db/messages";
import type { Context } from "../context.ts";

/** What is needed of a card to say something else on it. */
export type StandingCard = Pick<MessageRow, "id" | "channel" | "item" | "node">;

/** Edits cards in place, all to one wording; each channel's log gets an `edit` row of its own. */
export async function editCards(ctx: Context, cards: StandingCard[], text: string): Promise<void> {
  await setText(
    ctx.session,
    cards.map(({ id }) => id),
    text,
  );
  for (const { id: ref, channel, item, node } of cards) {
    ctx.post({ channel, kind: "edit", text, ref, item, node });
  }
}
