import type { Envelope } from "#contract/envelope";
import type { Candidate } from "#contract/errors";
import { CHOSEN, findChoice, findChosen, putPrompt } from "#db/prompts";
import { fold } from "#domain/text/text";
import type { Context } from "../context.ts";

/** Of `范围=杨林镇/杨林村` what was chosen: 杨林村. */
const nameIn = (label: string) =>
  label.slice(Math.max(label.lastIndexOf("="), label.lastIndexOf("/")) + 1);

/** Whom or what the person chose last in this channel comes first (SPEC §1.3); the others keep their order. */
export async function lastChoiceFirst(ctx: Context, candidates: Candidate[]): Promise<Candidate[]> {
  if (!ctx.person || !ctx.channel || candidates.length < 2) return candidates;
  const row = await findChosen(ctx.session, ctx.person.id, ctx.channel.id);
  const isLast = ({ label }: Candidate) => nameIn(label) === row?.data.label;
  return [...candidates.filter(isLast), ...candidates.filter((one) => !isLast(one))];
}

/** Keeps which candidate the envelope takes, by its number or by its line, if it takes one. */
export async function rememberChoice(ctx: Context, { text }: Envelope): Promise<void> {
  const { session, actor, channel, now } = ctx;
  if (text === undefined || !channel) return;
  const asked = await findChoice(session, actor.id, channel.id, now);
  const candidates = (asked?.data.candidates as Candidate[] | undefined) ?? [];
  const typed = fold(text).trim();
  const taken =
    candidates.find((one) => one.text === text) ??
    (/^[1-9]$/.test(typed) ? candidates[Number(typed) - 1] : undefined);
  if (!taken) return;
  await putPrompt(session, {
    id: ctx.newId(),
    person: actor.id,
    channel: channel.id,
    kind: CHOSEN,
    expiresAt: now,
    data: { label: nameIn(taken.label) },
  });
}
