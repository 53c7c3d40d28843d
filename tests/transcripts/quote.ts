import { openItem } from "./items.ts";
import { holds } from "./match.ts";
import { called } from "./moment.ts";
import { messagesOf, placesOf } from "./news.ts";
import type { Stage } from "./stage.ts";
import type { Quote } from "./syntax.ts";

/**
 * The message that somebody has before them and quotes: what the sender may not read cannot be
 * quoted.
 * @returns its id
 * @throws Error naming the channel, when nothing there fits
 */
export async function quoted(
  quote: Quote,
  { person, channel }: { person: string; channel: string },
  stage: Stage,
): Promise<string> {
  const reader = await stage.person(person);
  const [place] = called(channel, await placesOf(stage, reader), person);
  if (!place) throw new Error(`${person} reads no ${channel} to quote from`);
  const messages = (await messagesOf(place)).filter(({ recalled }) => !recalled);
  if ("fragment" in quote) {
    const found = messages.findLast(({ text }) => holds(text, quote.fragment));
    if (!found) throw new Error(`no message in ${channel} holds 「${quote.fragment}」`);
    return found.id;
  }
  const item = await openItem(reader, quote.item);
  if (!item.ok) throw new Error(`${person} cannot open ${quote.item}: ${item.why}`);
  const card = messages.findLast(({ kind, item: of }) => kind === "card" && of === item.data.id);
  if (!card) throw new Error(`there is no card of ${quote.item} in ${channel}`);
  return card.id;
}
