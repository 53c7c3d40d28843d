import type { Answer, Envelope, Refused } from "#contract/envelope";
import { Refusal } from "#contract/errors";
import { UNDOABLE_FOR } from "#contract/mending";
import { findCommand, insertCommand, storeAnswer } from "#db/commands";
import type { Session } from "#db/open";
import { dropChoice } from "#db/prompts";
import type { Person } from "#domain/org/org";
import { dropInvisible } from "#domain/text/invisible";
import { isCommandLine } from "#domain/text/line";
import { findReadableChannel } from "./access.ts";
import { rememberChoice } from "./args/last-choice.ts";
import { readPlain } from "./args/plain-text.ts";
import { goingOn, mustBeConfirmed, remember } from "./args/questions.ts";
import { type Reading, readForm, readLine } from "./args/read-input.ts";
import { cleanForm, cleanString } from "./clean.ts";
import { heardFrom } from "./contact.ts";
import { Context } from "./context.ts";
import { storeKeptPhones } from "./controlled-phones.ts";
import type { Command, Outcome } from "./define-command.ts";
import { digest } from "./digest.ts";
import { noEffects } from "./effects.ts";
import { undoOf } from "./loop/restore.ts";
import { maskFor } from "./mask.ts";
import type { Runtime } from "./runtime.ts";
import { mustBeUsable } from "./usable.ts";
import type { Written } from "./writer.ts";

/**
 * The one door for writes: idempotency, reading, rights, the command, its events and its answer,
 * all in one transaction; acknowledged only after the commit (DESIGN §4).
 */
export async function perform(
  runtime: Runtime,
  personId: string,
  envelope: Envelope,
): Promise<Answer | Refused> {
  const person = runtime.org().person(personId);
  if (!person) return refused(new Refusal("unauthenticated", "请重新登录"));
  try {
    const hash = digest(envelope);
    return await runtime.write(async (session) => {
      const stored = await findCommand(session, person.id, envelope.cid);
      if (stored) return replay(stored, hash);
      const ctx = await open(runtime, session, person, envelope);
      await insertCommand(session, {
        person: person.id,
        cid: envelope.cid,
        hash,
        at: ctx.now,
        clientAt: envelope.clientAt ?? null,
        channel: ctx.channel?.id ?? null,
        name: "",
        answer: null,
      });
      const reading = await read(ctx, envelope);
      const isAct = !reading.command.byItself;
      if (isAct) {
        await rememberChoice(ctx, envelope);
        await dropChoice(session, person.id, ctx.channel!.id);
      }
      const outcome = await execute(ctx, envelope, reading);
      if (isAct) await heardFrom(ctx);
      await storeKeptPhones(ctx);
      await ctx.flush();
      const { command } = reading;
      const undo = await undoOf(ctx, command);
      const answer: Answer = {
        ok: true,
        result: outcome,
        private: ctx.whispers,
        ...(ctx.offers.length > 0 && { offers: ctx.offers }),
        messages: ctx.posted,
        ...(undo?.targets.length && { undoUntil: ctx.now + UNDOABLE_FOR }),
      };
      await storeAnswer(session, person.id, envelope.cid, command.key, answer, undo);
      return { value: answer, effects: ctx.effects };
    });
  } catch (error) {
    if (!(error instanceof Refusal)) return refused(runtime.report(error));
    return keepAsking(runtime, person, envelope, goingOn(error, envelope));
  }
}

async function keepAsking(
  runtime: Runtime,
  person: Person,
  envelope: Envelope,
  refusal: Refusal,
): Promise<Refused> {
  try {
    await remember(runtime, person, envelope, refusal);
    return refused(refusal);
  } catch (error) {
    return refused(runtime.report(error));
  }
}

/** The context of one envelope: who sends it, where, at the tree of now. */
export async function open(
  runtime: Runtime,
  session: Session,
  person: Person,
  envelope: Envelope,
): Promise<Context> {
  const org = runtime.org();
  const now = runtime.now();
  const { registry } = runtime;
  const viewer = { session, org, person: person.id, now, registry };
  const channel = await findReadableChannel(viewer, envelope.channel);
  return new Context({
    session,
    org,
    now,
    person,
    channel,
    bot: null,
    registry,
    newId: runtime.newId,
    sent: {
      clientAt: envelope.clientAt ?? null,
      base: envelope.base ?? null,
      quote: envelope.quote ?? null,
      attachments: envelope.attachments ?? [],
      typed: envelope.text ?? null,
      keepPhones: envelope.keepPhones ?? false,
      confirmed: false,
    },
    call: (ctx, command, input) => {
      mustBeUsable(ctx, command);
      return run(ctx, command, input);
    },
    read: async (ctx, held) => ({ ctx, ...(await read(ctx, held)) }),
  });
}

/** What of an envelope says what is meant. */
type Sent = Pick<Envelope, "text" | "name" | "asText"> & { input?: Record<string, unknown> };

/** What the envelope means: a command with its arguments. */
export async function read(ctx: Context, envelope: Sent): Promise<Reading> {
  const reading = await readAs(ctx, envelope);
  if (ctx.sent.attachments.length > 0 && !reading.command.attachments) {
    throw new Refusal(
      "bad_argument",
      `/${reading.command.zh} 不能带照片和文件，请去掉再发，或先单独发成一条消息`,
    );
  }
  return reading;
}

async function readAs(ctx: Context, envelope: Sent): Promise<Reading> {
  if (envelope.name !== undefined) {
    const form = cleanForm(ctx, envelope.input ?? {}) as Record<string, unknown>;
    return readForm(ctx, envelope.name, form);
  }
  const text = cleanString(envelope.text ?? "");
  if (text.trim() === "") {
    if (ctx.sent.attachments.length > 0) return asText(ctx, "");
    throw new Refusal("bad_argument", "还没有写内容");
  }
  if (envelope.asText) return asText(ctx, maskFor(ctx, text, {}));
  if (isCommandLine(text)) return readLine(ctx, dropInvisible(text));
  return readPlain(ctx, maskFor(ctx, text, {}));
}

/** 仍作为普通消息发送. */
function asText(ctx: Context, text: string): Reading {
  return { command: ctx.registry.command("say")!, input: { text }, confirmed: false };
}

async function execute(ctx: Context, envelope: Envelope, reading: Reading): Promise<Outcome> {
  const { command, input } = reading;
  ctx.sent.confirmed = reading.confirmed;
  const card = await command.preview?.(ctx, input);
  if (card?.demands && !reading.confirmed) await mustBeConfirmed(ctx, envelope, card);
  const outcome = await run(ctx, command, input);
  if (!ctx.understood) return outcome;
  const { key, value } = ctx.understood;
  return { ...outcome, text: `${outcome.text}；${key}：${value}（按标题里的地名）` };
}

/** Runs one command in its bot's name. */
export async function run(
  ctx: Context,
  command: Command,
  input: Record<string, unknown>,
): Promise<Outcome> {
  const before = ctx.bot;
  ctx.bot = ctx.registry.botOf(command).key;
  const outcome = await command.run(ctx, input);
  ctx.bot = before;
  return outcome;
}

function replay(
  stored: { hash: string; answer: Record<string, unknown> | null },
  hash: string,
): Written<Answer> {
  if (stored.hash !== hash) {
    throw new Refusal("conflict", "同一个编号已经用来发过别的内容，请刷新后重发");
  }
  if (!stored.answer) throw new Refusal("expired", "这条三十天前已经办过，不再重复办理");
  return { value: { ...(stored.answer as Answer), replayed: true }, effects: noEffects() };
}

/** A refusal as the answer that edges pass on. */
export function refused(refusal: Refusal): Refused {
  return { ok: false, error: refusal.body };
}
