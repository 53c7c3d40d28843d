import { createHash } from "node:crypto";
import type { Envelope } from "#contract/envelope";
import { type Candidate, type ErrorBody, Refusal } from "#contract/errors";
import { dropPrompt, findPrompt, putPrompt } from "#db/prompts";
import type { Person } from "#domain/org/org";
import { maskPersonal } from "#domain/text/masking";
import { findReadableChannel } from "../access.ts";
import type { Context } from "../context.ts";
import type { PreviewCard } from "../define-command.ts";
import { digest } from "../digest.ts";
import { noEffects } from "../effects.ts";
import type { Runtime } from "../runtime.ts";

/** A preview can be confirmed for ten minutes (SPEC §1.15). */
export const PREVIEW_LIFE = 10 * 60_000;
/** Numbered candidates can be chosen for sixty seconds (SPEC §1.3). */
const CHOICE_LIFE = 60_000;

/** The command must be confirmed; carries what exactly would be confirmed, which clients do not see. */
class ConfirmNeeded extends Refusal {
  readonly set: string;

  constructor(message: string, preview: NonNullable<ErrorBody["preview"]>, set: string) {
    super("confirm", message, { preview });
    this.set = set;
  }
}

/**
 * @throws Refusal `confirm` unless the envelope confirms a preview of the same command that still
 *   reaches the same set; `remember` keeps it for the answer
 */
export async function mustBeConfirmed(
  ctx: Context,
  envelope: Envelope,
  card: PreviewCard,
): Promise<void> {
  const asked = envelope.confirm ? await findPrompt(ctx.session, envelope.confirm) : undefined;
  const own = asked?.kind === "preview" && asked.person === ctx.actor.id ? asked : undefined;
  const fresh = own !== undefined && own.expiresAt > ctx.now && own.data.hash === digest(envelope);
  if (fresh && own.data.set === fingerprint(card)) {
    ctx.sent.confirmed = true;
    return dropPrompt(ctx.session, own.id);
  }
  const why = fresh
    ? "范围有变化，请再看一遍："
    : envelope.confirm
      ? "确认已过期，请再看一遍："
      : "";
  const preview = {
    id: ctx.newId(),
    lines: card.lines,
    ...(ctx.understood && { understood: ctx.understood }),
    people: card.people,
    expiresAt: ctx.now + PREVIEW_LIFE,
  };
  throw new ConfirmNeeded(`${why}${card.lines[0] ?? ""}，确认后再发`, preview, fingerprint(card));
}

/** A refusal writes nothing of the command; only the question it asks is kept for the answer. */
export async function remember(
  runtime: Runtime,
  person: Person,
  envelope: Envelope,
  refusal: Refusal,
): Promise<void> {
  const { preview, candidates } = refusal.body;
  if (!preview && !candidates?.length) return;
  await runtime.write(async (session) => {
    const now = runtime.now();
    const { registry } = runtime;
    const viewer = { session, org: runtime.org(), person: person.id, now, registry };
    const channel = await findReadableChannel(viewer, envelope.channel);
    const set = refusal instanceof ConfirmNeeded ? refusal.set : "";
    await putPrompt(session, {
      id: preview?.id ?? runtime.newId(),
      person: person.id,
      channel: channel.id,
      kind: preview ? "preview" : "choice",
      expiresAt: preview?.expiresAt ?? now + CHOICE_LIFE,
      data: preview ? { hash: digest(envelope), set } : { candidates: candidates?.map(masked) },
    });
    return { value: null, effects: noEffects() };
  });
}

/** A line with counts may hold a spaced number of a person that only its object would have told apart. */
function masked({ label, text, ...version }: Candidate): Candidate {
  return { label: maskPersonal(label).text, text: maskPersonal(text).text, ...version };
}

/** Every way on goes on upon the reply that was seen, where the line named one. */
export function goingOn(refusal: Refusal, { base }: Envelope): Refusal {
  const { code, message, candidates, ...more } = refusal.body;
  if (base === undefined || !candidates || refusal instanceof ConfirmNeeded) return refusal;
  const upon = candidates.map((candidate) => ({ base, ...candidate }));
  return new Refusal(code, message, { ...more, candidates: upon });
}

function fingerprint({ set }: PreviewCard): string {
  return createHash("sha256").update(set).digest("base64url");
}
