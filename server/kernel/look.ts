import { Refusal } from "#contract/errors";
import type { ChannelRow } from "#db/channels";
import { isDerived, isMember } from "#domain/org/membership";
import { MINUTE } from "#domain/time/zone";
import type { Viewer } from "./access.ts";
import type { Kernel } from "./kernel.ts";

/**
 * Whoever reads a channel without sitting in it stands in the record (SPEC §1.16), once for every
 * minute in which something of it was given. Answered only when it is written: no look without it.
 * @throws Refusal when it could not be recorded
 */
export async function recordLook(
  kernel: Pick<Kernel, "perform">,
  { org, person, now }: Viewer,
  channel: ChannelRow,
): Promise<void> {
  if (!isDerived(channel) || isMember(channel, person, org, now)) return;
  // No client can make a cid with a space in it, and so take the place of this one.
  const cid = `look ${channel.id} ${Math.floor(now / MINUTE)}`;
  const answer = await kernel.perform(person, {
    cid,
    channel: channel.id,
    name: "look",
    input: {},
  });
  if (answer.ok) return;
  const { code, message, ...more } = answer.error;
  throw new Refusal(code, message, more);
}
