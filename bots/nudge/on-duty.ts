import type { Context } from "#bots/kit/command";
import type { Holder } from "#domain/org/org-index";

/**
 * Who hears what a room is reminded of. While there are no rosters, which will name somebody for
 * tonight here, it is the room's first post: the one that runs it, else the first responsible post
 * that is held (SPEC §1.11).
 */
export function onDutyAt({ org, now }: Context, node: string, runs: string): Holder[] {
  const running = org.holdersAt(node, now, [runs]);
  if (running.length > 0) return running;
  const [first, ...others] = org.responsibleAt(node, now);
  return first ? [first, ...others.filter(({ post }) => post.key === first.post.key)] : [];
}
