import type { Envelope, Refused } from "#contract/envelope";
import { type Preview, Refusal } from "#contract/errors";
import { goingOn, PREVIEW_LIFE } from "./args/questions.ts";
import type { Reading } from "./args/read-input.ts";
import type { Understood } from "./args/title-scope.ts";
import type { Context } from "./context.ts";
import type { PreviewCard } from "./define-command.ts";
import { itemById } from "./loop/find.ts";
import { holdersOf } from "./loop/holders.ts";
import { open, read, refused, run } from "./perform.ts";
import { PreviewQueue } from "./preview-queue.ts";
import type { Runtime } from "./runtime.ts";

export type Previewed = { ok: true; preview: Preview & { demands: boolean } } | Refused;

/** {@link previewOf} in turn, so that who looks again and again holds up nobody who acts. */
export function createPreviews(runtime: Runtime) {
  const queue = new PreviewQueue();
  return async (person: string, envelope: Envelope): Promise<Previewed> => {
    try {
      return await queue.take(person, () => previewOf(runtime, person, envelope));
    } catch (error) {
      return refused(error instanceof Refusal ? error : runtime.report(error));
    }
  };
}

/**
 * What a command would do (SPEC §1.15), found out by doing it in a transaction that is undone: the
 * refusal that would come is the real one. Nothing is written and nobody is told.
 */
async function previewOf(
  runtime: Runtime,
  personId: string,
  envelope: Envelope,
): Promise<Previewed> {
  const person = runtime.org().person(personId);
  if (!person) return refused(new Refusal("unauthenticated", "请重新登录"));
  try {
    await runtime.write(async (session) => {
      const ctx = await open(runtime, session, person, envelope);
      const reading = await read(ctx, envelope);
      const own = (await reading.command.preview?.(ctx, reading.input)) ?? null;
      const card = own ? await checked(ctx, reading, own) : await rehearsed(ctx, reading);
      throw new Rehearsed(card, ctx.understood, receivedCard(ctx));
    });
    throw new Error("a rehearsal was written");
  } catch (error) {
    if (error instanceof Rehearsed) {
      const { lines, people, demands, sent } = error.card;
      const expiresAt = runtime.now() + PREVIEW_LIFE;
      const understood = error.understood ? { understood: error.understood } : {};
      const card = sent && error.received !== null ? { card: error.received } : {};
      const preview = { id: "", lines, ...understood, ...card, people, demands, expiresAt };
      return { ok: true, preview };
    }
    return refused(error instanceof Refusal ? goingOn(error, envelope) : runtime.report(error));
  }
}

/** A card as it is shown. */
type Card = Omit<PreviewCard, "set"> & {
  /** Whether the rehearsal went through: what it posted is what would go out. */
  sent: boolean;
};

/** Thrown at the end of every rehearsal, so that the transaction is undone. */
class Rehearsed extends Error {
  readonly card: Card;
  readonly understood: Understood | null;
  readonly received: string | null;

  constructor(card: Card, understood: Understood | null, received: string | null) {
    super("undone");
    this.card = card;
    this.understood = understood;
    this.received = received;
  }
}

/**
 * A command's own card, with what still stands in the way as its last line.
 * @throws Refusal `forbidden`: who may not send it does not learn whom it would reach
 */
async function checked(ctx: Context, reading: Reading, card: PreviewCard): Promise<Card> {
  ctx.isRehearsing = true;
  try {
    await act(ctx, reading);
    return { ...card, sent: true };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === "forbidden") throw error;
    return { ...card, sent: false, lines: [...card.lines, `现在还发不出：${error.message}`] };
  }
}

/** For commands without a card of their own: the answer that would come. */
async function rehearsed(ctx: Context, reading: Reading): Promise<Card> {
  const { text } = await act(ctx, reading);
  const { group, summary } = reading.command;
  const lines = group === "查" ? [`${summary.zh}，只有你看到`] : `办成后：${text}`.split("\n");
  const people = await reached(ctx);
  return { lines: [...lines, ...ctx.whispers], people, demands: false, sent: true };
}

/** What was posted to those who receive it; of a series before its first round, its own card. */
function receivedCard(ctx: Context): string | null {
  const cards = ctx.done.posts.filter(({ kind }) => kind === "card");
  const received = cards.find(({ channel }) => channel !== ctx.channel?.id) ?? cards[0];
  return received?.text ?? null;
}

function act(ctx: Context, { command, input }: Reading) {
  ctx.sent.confirmed = true;
  return run(ctx, command, input);
}

/** People to whom something new would be delivered. */
async function reached(ctx: Context): Promise<number> {
  const people = new Set<string>();
  for (const row of ctx.effects.targets) {
    if (row.dispatchedAt !== ctx.now) continue;
    const item = await itemById(ctx, row.item);
    if (item) for (const { person } of holdersOf(ctx, item, row)) people.add(person.id);
  }
  return people.size;
}
