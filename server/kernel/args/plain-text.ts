import type { Candidate } from "#contract/errors";
import { Refusal } from "#contract/errors";
import { findChoice } from "#db/prompts";
import { readValues } from "#domain/form/values";
import { type Acknowledgement, readAcknowledgement } from "#domain/text/acknowledgement";
import { dropInvisible } from "#domain/text/invisible";
import { longestName, namesOf } from "#domain/text/mentions";
import { fold } from "#domain/text/text";
import { accessItem, viewerOf } from "../access.ts";
import type { Context } from "../context.ts";
import { awaitsReceipt } from "../loop/change.ts";
import { currentRound, heldBy, quotedItem, quotesTalk } from "../loop/find.ts";
import { mustBeUsable } from "../usable.ts";
import { nearlyCommand } from "./nearly-command.ts";
import { type Reading, readLine } from "./read-input.ts";

/**
 * Reads a line that is no command: the number of a candidate, a 收到, or something to post. What
 * comes with a photo is posted, since neither of the others could keep it.
 * @throws Refusal when it speaks to a bot and would be posted as talk (SPEC §1.1)
 */
export async function readPlain(ctx: Context, text: string): Promise<Reading> {
  const bare = ctx.sent.attachments.length === 0;
  const seen = dropInvisible(text);
  const chosen = bare ? await readChoice(ctx, seen) : null;
  if (chosen) return chosen;
  const receipt = readReceipt(ctx, seen);
  const signs = receipt.kind === "ack" && (await bindsSomething(ctx, receipt));
  if (bare && signs) return signing(ctx, receipt);
  const bot = [...ctx.registry.bots.values()].find((b) => fold(seen).includes(`@${b.zh}`));
  if (bot) {
    throw new Refusal("unknown_command", `这句话提到了机器人“${bot.zh}”，还没有发出。`, {
      hint: "要办事请点输入框左边的＋；要当普通消息发，请点“仍作为普通消息发送”",
    });
  }
  const meant = bare && receipt.kind === "none" ? nearlyCommand(ctx.registry, seen) : null;
  if (meant) {
    throw new Refusal("unknown_command", "这句话像一条命令，还没有发出。", {
      hint: "要照它办，点这一条；要当普通消息发，请点“仍作为普通消息发送”",
      candidates: [meant],
    });
  }
  await offerToReport(ctx, seen);
  const asks = receipt.kind === "maybe" && !(await quotesTalk(ctx));
  if (signs || asks) ctx.whisper("算作“收到”吗？是的话请单独回“收到”");
  return { command: ctx.registry.command("say")!, input: { text }, confirmed: false };
}

/** A quoted card and words that fill its form: the writer is asked; talk never becomes a reply by itself. */
async function offerToReport(ctx: Context, text: string): Promise<void> {
  const item = await quotedItem(ctx);
  const fields = item ? item.terms.fields : [];
  if (!item || fields.length === 0) return;
  const read = readValues(fields, { positional: [text], named: [], now: ctx.now });
  if (!read.ok) return;
  ctx.whisper("这些数还没有报；要按填报提交，请点“按填报提交”");
  ctx.offer({ label: "按填报提交", text: `/报 ${item.id} ${text}` });
}

type Receipt = Extract<Acknowledgement, { kind: "ack" }>;

function readReceipt(ctx: Context, text: string): Acknowledgement {
  return readAcknowledgement(text, (after) => {
    const bots = [...ctx.registry.bots.values()].map(({ zh }) => zh);
    const people = ctx.org.data.people.map(({ id }) => id);
    return longestName([...namesOf(people, ctx.org, ctx.now).keys(), ...bots])(after);
  });
}

/** Answered to what a colleague said, or with nothing to sign, 收到 is talk like any word (SPEC §1.9). */
async function bindsSomething(ctx: Context, { item }: Receipt): Promise<boolean> {
  if (await quotesTalk(ctx)) return false;
  if (item !== undefined || (await quotedItem(ctx))) return true;
  return (await heldBy(ctx, ctx.actor.id)).some(({ row }) => awaitsReceipt(row));
}

/**
 * The receipt as a command; a number names its item.
 * @throws Refusal when there is no such item in sight, or several
 */
async function signing(ctx: Context, { item: typed, remark }: Receipt): Promise<Reading> {
  const ack = ctx.registry.command("ack")!;
  mustBeUsable(ctx, ack);
  const rewrite = (id: string) => `/收到 ${id}`;
  const named = typed ? await accessItem(viewerOf(ctx), typed, { rewrite }) : null;
  const item = named && (await currentRound(ctx, named));
  const input = { item, onBehalf: [], via: null, other: null, remark };
  return { command: ack, input, confirmed: false };
}

/** `1` answers the numbered question that the person was asked here less than 60 s ago. */
async function readChoice(ctx: Context, text: string): Promise<Reading | null> {
  const typed = fold(text).trim();
  if (!/^[1-9]$/.test(typed)) return null;
  const question = await findChoice(ctx.session, ctx.actor.id, ctx.channel!.id, ctx.now);
  const candidate = (question?.data.candidates as Candidate[] | undefined)?.[Number(typed) - 1];
  if (!candidate) return null;
  ctx.sent.base = candidate.base ?? ctx.sent.base;
  return readLine(ctx, candidate.text);
}
