import { z } from "zod";
import { ChannelView, MessageView } from "#contract/nouns";
import { type Client, read } from "./client.ts";
import type { Stage } from "./stage.ts";

const Channels = z.object({ channels: z.array(ChannelView) });
const Messages = z.object({ messages: z.array(MessageView) });

/** Conversations of one person, which count in no channel total (SPEC §1.16). */
const DIRECT = new Set(["bot", "direct"]);
/** An edit or a recall has a seq of its own, but nothing new to read. */
const NEW = new Set(["text", "card", "reminder"]);

/** A channel, and somebody of the fixture who reads it. */
export interface Place {
  view: ChannelView;
  reader: Client;
}

/** What a channel got since a step began, oldest first. */
export interface News extends Place {
  messages: MessageView[];
}

export const isDirect = ({ view }: Place): boolean => DIRECT.has(view.kind);
/** How a transcript writes the channel. */
export const spell = (place: Place): string =>
  isDirect(place) ? `@${place.reader.account}` : `#${place.view.name}`;

/** Every channel that anybody of the fixture sees, by id. */
export async function survey(stage: Stage): Promise<Map<string, Place>> {
  const found = new Map<string, Place>();
  const seen = await Promise.all((await stage.everyone()).map(placesOf));
  for (const place of seen.flat()) {
    if (!found.has(place.view.id)) found.set(place.view.id, place);
  }
  return found;
}

export async function placesOf(reader: Client): Promise<Place[]> {
  const answer = await read(reader, "/api/channels", Channels);
  if (!answer.ok) throw new Error(`${reader.account} cannot list channels: ${answer.why}`);
  return answer.data.channels.map((view) => ({ view, reader }));
}

/** All channels of today with what is new in them since the survey. */
export async function newsSince(before: Map<string, Place>, stage: Stage): Promise<News[]> {
  const now = [...(await survey(stage)).values()];
  return Promise.all(
    now.map(async (place) => {
      const from = before.get(place.view.id)?.view.lastSeq ?? 0;
      return { ...place, messages: await messagesAfter(place, from) };
    }),
  );
}

/** The newest card of a channel as it stands now. */
export async function newestCard(place: Place): Promise<MessageView | undefined> {
  const from = Math.max(0, place.view.lastSeq - 100);
  return (await messagesAfter(place, from)).findLast(({ kind }) => kind === "card");
}

async function messagesAfter({ view, reader }: Place, from: number): Promise<MessageView[]> {
  const messages: MessageView[] = [];
  for (let after = from; after < view.lastSeq; ) {
    const path = `/api/channels/${encodeURIComponent(view.id)}/messages?after=${after}`;
    const answer = await read(reader, path, Messages);
    if (!answer.ok) throw new Error(`${reader.account} cannot read #${view.name}: ${answer.why}`);
    const page = answer.data.messages.toSorted((a, b) => a.seq - b.seq);
    const last = page.at(-1);
    if (!last) break;
    messages.push(...page);
    after = last.seq;
  }
  return messages.filter(({ kind }) => NEW.has(kind));
}
