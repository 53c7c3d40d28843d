import { createHash } from "node:crypto";
import { type Answer, type Envelope, MAX_TEXT_BYTES, type Refused } from "#contract/envelope";
import { type Candidate, Refusal } from "#contract/errors";
import { findCommand, insertCommand, storeAnswer } from "#db/commands";
import type { Session } from "#db/open";
import { dropChoice, dropPrompt, findPrompt, putPrompt } from "#db/prompts";
import { isCommandLine } from "#domain/line";
import type { Person } from "#domain/org";
import { holdsCap, postsWithCap } from "#domain/posts";
import { byteLength, cleanText } from "#domain/text";
import { findReadableChannel } from "./access.ts";
import { Context } from "./context.ts";
import type { Command, Outcome, PreviewCard } from "./define-command.ts";
import { noEffects } from "./effects.ts";
import { readPlain } from "./plain-text.ts";
import { maskFor, type Reading, readForm, readLine } from "./read-input.ts";
import type { Runtime } from "./runtime.ts";
import type { Written } from "./writer.ts";

/** A preview can be confirmed for ten minutes (SPEC §1.15). */
const PREVIEW_LIFE = 10 * 60_000;
/** Numbered candidates can be chosen for sixty seconds (SPEC §1.3). */
const CHOICE_LIFE = 60_000;

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
  const hash = digest(envelope);
  try {
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
      await dropChoice(session, person.id, ctx.channel!.id);
      const outcome = await execute(ctx, envelope, reading);
      await ctx.flush();
      const answer: Answer = {
        ok: true,
        result: outcome,
        private: ctx.whispers,
        messages: ctx.posted,
      };
      await storeAnswer(session, person.id, envelope.cid, reading.command.key, answer);
      return { value: answer, effects: ctx.effects };
    });
  } catch (error) {
    if (!(error instanceof Refusal)) return refused(runtime.report(error));
    await remember(runtime, person, envelope, error);
    return refused(error);
  }
}

/** Reads and previews a command, writing nothing. */
export async function previewOf(
  runtime: Runtime,
  personId: string,
  envelope: Envelope,
): Promise<{ ok: true; preview: { id: string } & PreviewCard & { expiresAt: number } } | Refused> {
  const person = runtime.org().person(personId);
  if (!person) return refused(new Refusal("unauthenticated", "请重新登录"));
  try {
    const ctx = await open(runtime, runtime.store.read, person, envelope);
    const { command, input } = await read(ctx, envelope);
    mustBeUsable(ctx, command);
    const card = (await command.preview?.(ctx, input)) ?? { lines: [], people: 0, demands: false };
    return { ok: true, preview: { id: "", ...card, expiresAt: ctx.now + PREVIEW_LIFE } };
  } catch (error) {
    return refused(error instanceof Refusal ? error : runtime.report(error));
  }
}

async function open(
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
      typed: envelope.text ?? null,
      confirmed: false,
    },
    call: (ctx, command, input) => {
      mustBeUsable(ctx, command);
      return run(ctx, command, input);
    },
  });
}

/** What the envelope means: a command with its arguments. */
async function read(ctx: Context, envelope: Envelope): Promise<Reading> {
  if (envelope.name !== undefined) {
    const form = cleanForm(ctx, envelope.input ?? {}) as Record<string, unknown>;
    return readForm(ctx, envelope.name, form);
  }
  const text = cleanString(envelope.text ?? "");
  if (text.trim() === "") throw new Refusal("bad_argument", "还没有写内容");
  if (envelope.asText) return asText(ctx, maskFor(ctx, text, {}));
  return isCommandLine(text) ? readLine(ctx, text) : readPlain(ctx, maskFor(ctx, text, {}));
}

/** 仍作为普通消息发送. */
function asText(ctx: Context, text: string): Reading {
  return { command: ctx.registry.command("say")!, input: { text }, confirmed: false };
}

async function execute(ctx: Context, envelope: Envelope, reading: Reading): Promise<Outcome> {
  const { command, input } = reading;
  ctx.sent.confirmed = reading.confirmed;
  mustBeUsable(ctx, command);
  const card = await command.preview?.(ctx, input);
  if (card?.demands && !reading.confirmed) await mustBeConfirmed(ctx, envelope, card);
  return run(ctx, command, input);
}

/** @throws Refusal `wrong_place`, or `forbidden` when no post of the actor may use it at all */
function mustBeUsable(ctx: Context, command: Command): void {
  const { org, now } = ctx;
  if (ctx.channel?.kind === "resident" && !command.residents) {
    throw new Refusal("wrong_place", `/${command.zh} 不能在住户群里用，请到工作群里发`);
  }
  if (command.caps.length > 0 && !holdsCap(ctx.actor.id, command.caps, org, now)) {
    const who = postsWithCap(command.caps, org).slice(0, 5).join("、");
    throw new Refusal("forbidden", `你的岗位不能用 /${command.zh}，能用的岗位：${who}`);
  }
}

/** Runs one command in its bot's name. */
async function run(
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

/** @throws Refusal `confirm` unless the envelope confirms a preview that still says the same. */
async function mustBeConfirmed(ctx: Context, envelope: Envelope, card: PreviewCard): Promise<void> {
  const asked = envelope.confirm ? await findPrompt(ctx.session, envelope.confirm) : undefined;
  const same =
    asked?.kind === "preview" &&
    asked.person === ctx.actor.id &&
    asked.expiresAt > ctx.now &&
    asked.data.hash === digest(envelope) &&
    asked.data.lines === card.lines.join("\n");
  if (same) {
    ctx.sent.confirmed = true;
    return dropPrompt(ctx.session, asked.id);
  }
  const changed = asked !== undefined ? "范围有变化，请再看一遍：" : "";
  throw new Refusal("confirm", `${changed}${card.lines[0] ?? ""}，确认后再发`, {
    preview: {
      id: ctx.newId(),
      lines: card.lines,
      people: card.people,
      expiresAt: ctx.now + PREVIEW_LIFE,
    },
  });
}

/** A refusal writes nothing of the command; only the question it asks is kept for the answer. */
async function remember(
  runtime: Runtime,
  person: Person,
  envelope: Envelope,
  { body }: Refusal,
): Promise<void> {
  const { preview, candidates } = body;
  if (!preview && !candidates?.length) return;
  await runtime.write(async (session) => {
    const now = runtime.now();
    const { registry } = runtime;
    const viewer = { session, org: runtime.org(), person: person.id, now, registry };
    const channel = await findReadableChannel(viewer, envelope.channel);
    await putPrompt(session, {
      id: preview?.id ?? runtime.newId(),
      person: person.id,
      channel: channel.id,
      kind: preview ? "preview" : "choice",
      expiresAt: preview?.expiresAt ?? now + CHOICE_LIFE,
      data: preview
        ? { hash: digest(envelope), lines: preview.lines.join("\n") }
        : { candidates: candidates as Candidate[] },
    });
    return { value: null, effects: noEffects() };
  });
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

/**
 * What makes two envelopes the same: everything but the confirmation, which is added to the same
 * cid when a preview is answered.
 */
function digest(envelope: Envelope): string {
  const { confirm: _, cid: __, ...same } = envelope;
  return createHash("sha256").update(canonical(same)).digest("base64url");
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(",")}}`;
}

/** Checks and masks every text of a form before anything of it is stored (SPEC §1.17). */
function cleanForm(ctx: Context, value: unknown): unknown {
  if (typeof value === "string") return maskFor(ctx, cleanString(value), {});
  if (Array.isArray(value)) return value.map((part) => cleanForm(ctx, part));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, cleanForm(ctx, v)]));
}

/** @throws Refusal `too_large`, or `bad_argument` for half characters and control characters */
function cleanString(typed: string): string {
  if (byteLength(typed) > MAX_TEXT_BYTES) {
    throw new Refusal("too_large", "太长了，一次最多64KB，请分几次发");
  }
  const cleaned = cleanText(typed);
  if (!cleaned.ok) throw new Refusal("bad_argument", cleaned.reason);
  return cleaned.text;
}

function refused(refusal: Refusal): Refused {
  return { ok: false, error: refusal.body };
}
