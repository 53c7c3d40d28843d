import type { Candidate } from "#contract/errors";
import { insertUses, listAttachments } from "#db/attachments";
import { advanceSeqs, ensureChannels } from "#db/channels";
import { insertMentions, type MentionRow } from "#db/mentions";
import { insertMessages, type MessageRow } from "#db/messages";
import type { Session } from "#db/open";
import type { Context } from "./context.ts";
import { showCards } from "./sight/show.ts";

/** A message on its way into a channel; it gets its seq when the command ends. */
export interface Post {
  channel: string;
  kind: "text" | "card" | "reminder" | "edit" | "recall";
  text: string;
  item?: string | null;
  node?: string | null;
  mentions?: string[];
  attachments?: string[];
  ref?: string | null;
  before?: string | null;
  quote?: string | null;
  /** Buttons under it; nobody is told to type a line. */
  offers?: Candidate[];
}

/** A post with its id, and the bot that says it. */
export interface Posted extends Post {
  id: string;
  bot: string | null;
}

/** What people write, and what they do to it later, bears their own name. */
export function isOwn({ kind, before = null }: Post): boolean {
  return kind === "text" || kind === "recall" || before !== null;
}

/** Writes what a command has posted, numbered on in each channel, with all that follows from it. */
export async function writePosts(ctx: Context, posts: readonly Posted[]): Promise<void> {
  if (posts.length === 0) return;
  await openTalks(ctx, posts);
  const seqs = await takeSeqs(ctx.session, posts);
  const rows = posts.map((post, i) => rowOf(ctx, post, seqs[i]!));
  await insertMessages(ctx.session, rows);
  await showCards(ctx, rows.flatMap(cardOf));
  await insertMentions(ctx.session, rows.flatMap(callsOf));
  ctx.effects.messages.push(...rows);
  await useAttachments(ctx, rows);
}

/** A talk of a bot with one person comes into being with its first message. */
async function openTalks({ session, registry }: Context, posts: readonly Posted[]): Promise<void> {
  const talks = [...new Set(posts.map((p) => p.channel).filter((id) => id.startsWith("bot:")))];
  await ensureChannels(
    session,
    talks.map((id) => {
      const [, bot = "", ...rest] = id.split(":");
      const person = rest.join(":");
      return { id, kind: "bot", name: registry.bots.get(bot)?.zh ?? bot, bot, person };
    }),
  );
}

/** The next numbers of their channels, one a post. */
async function takeSeqs(session: Session, posts: readonly Posted[]): Promise<number[]> {
  const steps = new Map<string, number>();
  for (const { channel } of posts) steps.set(channel, (steps.get(channel) ?? 0) + 1);
  const last = await advanceSeqs(session, steps);
  const taken = new Map<string, number>();
  return posts.map(({ channel }) => {
    const end = last.get(channel);
    if (end === undefined) throw new Error(`no channel ${channel}`);
    const nth = (taken.get(channel) ?? 0) + 1;
    taken.set(channel, nth);
    return end - steps.get(channel)! + nth;
  });
}

function rowOf({ now, person, acting, sent }: Context, post: Posted, seq: number): MessageRow {
  return {
    ...{ id: post.id, channel: post.channel, seq, at: now, kind: post.kind },
    person: post.bot ? null : (person?.id ?? null),
    post: post.bot ? null : (acting?.post ?? null),
    ...{ bot: post.bot, text: post.text },
    item: post.item ?? null,
    node: post.node ?? null,
    mentions: post.mentions ?? [],
    attachments: post.attachments ?? [],
    ref: post.ref ?? null,
    before: post.before ?? null,
    recalledAt: null,
    quote: post.quote ?? null,
    replacedBy: null,
    clientAt: sent.clientAt,
    offers: post.offers ?? null,
  };
}

/** Who reads a message sees what it carries. */
async function useAttachments({ session, effects }: Context, rows: MessageRow[]): Promise<void> {
  const uses = rows.flatMap(({ id, attachments }) =>
    attachments.map((attachment) => ({ attachment, at: id, kind: "message" as const })),
  );
  if (uses.length === 0) return;
  await insertUses(session, uses);
  const ids = [...new Set(uses.map(({ attachment }) => attachment))];
  effects.attachments.push(...(await listAttachments(session, ids)));
}

/** A talk with a bot shows a card to one person, who has it from elsewhere. */
function cardOf({ kind, item, channel }: MessageRow): { item: string; channel: string }[] {
  const isShown = kind === "card" && item !== null && !channel.startsWith("bot:");
  return isShown ? [{ item, channel }] : [];
}

/** Whom talk calls by name; a card waits for people as what is to be done, and so do its reminders. */
function callsOf({
  id,
  ref,
  channel,
  seq,
  kind,
  person: author,
  mentions,
}: MessageRow): MentionRow[] {
  if (kind !== "text" && kind !== "edit") return [];
  const others = mentions.filter((person) => person !== author);
  return others.map((person) => ({ person, message: ref ?? id, channel, seq }));
}
