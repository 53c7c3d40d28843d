import { z } from "zod";
import { ChannelView, MessageView } from "#contract/nouns";
import { type Client, read, readAll } from "./client.ts";
import type { Stage } from "./stage.ts";

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

/**
 * Every channel that these people see, by id.
 * @param readers accounts; everybody of the fixture without them
 */
export async function survey(stage: Stage, readers?: Set<string>): Promise<Map<string, Place>> {
  const found = new Map<string, Place>();
  const people = readers
    ? await Promise.all([...readers].map(stage.person))
    : await stage.everyone();
  const seen = await Promise.all(people.map((reader) => placesOf(stage, reader)));
  for (const place of seen.flat()) {
    if (!found.has(place.view.id)) found.set(place.view.id, place);
    if (!isDirect(place)) note(stage, place);
  }
  return found;
}

/** Two of the readers of a channel are enough to know what stands in it, should one be shut out. */
const ENOUGH = 2;

function note({ readers }: Stage, { view, reader }: Place): void {
  const of = readers.get(`#${view.name}`) ?? new Map<string, string[]>();
  const known = of.get(view.id) ?? [];
  if (known.length < ENOUGH && !known.includes(reader.account)) known.push(reader.account);
  readers.set(`#${view.name}`, of.set(view.id, known));
}

/** What each person was shown last, and in which turn. */
const shown = new WeakMap<Client, { turn: number; places: Promise<Place[]> }>();

/** The channels of one person, asked for once in a turn. */
export function placesOf({ turn }: Stage, reader: Client): Promise<Place[]> {
  const known = shown.get(reader);
  if (known?.turn === turn) return known.places;
  const places = askPlaces(reader);
  shown.set(reader, { turn, places });
  return places;
}

async function askPlaces(reader: Client): Promise<Place[]> {
  const answer = await readAll(reader, "/api/channels", "channels", ChannelView);
  if (!answer.ok) throw new Error(`${reader.account} cannot list channels: ${answer.why}`);
  return answer.data.map((view) => ({ view, reader }));
}

/**
 * The channels of today with what is new in them since the survey.
 * @param readers as for the survey
 */
export async function newsSince(
  before: Map<string, Place>,
  stage: Stage,
  readers?: Set<string>,
): Promise<News[]> {
  const now = [...(await survey(stage, readers)).values()];
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

/** All that its reader has before them. */
export function messagesOf(place: Place): Promise<MessageView[]> {
  return messagesAfter(place, 0);
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
