import type { Candidate } from "#contract/errors";
import { tellOutcome } from "#web/items/tell-outcome.ts";
import type { About } from "#web/outbox/entry.ts";
import { outbox } from "#web/outbox/outbox.svelte.ts";
import { afterAnswer } from "./after-answer.ts";

/** The argument that a way on still wants: 原因, of a line that ends in `原因=`; null where it is whole. */
export function wantedBy({ text }: Candidate): string | null {
  return /(\S+)=$/u.exec(text)?.[1] ?? null;
}

/**
 * Runs the line of a button, where it was said. What is being written in the composer stays.
 * @param label as the viewer reads it
 */
export async function takeOffer(
  channel: string,
  { label, text, base }: Candidate,
  about: About | null = null,
): Promise<boolean> {
  const outcome = await outbox.send(
    { channel, text, ...(base !== undefined && { base }) },
    { label, ...(about && { about }) },
  );
  tellOutcome(outcome, `offer ${text}`, channel);
  if (outcome.kind === "accepted") afterAnswer(outcome.answer);
  return outcome.kind !== "refused";
}
