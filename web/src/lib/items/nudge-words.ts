import type { Nudge } from "#contract/tally";
import { m } from "#web/i18n/paraglide/messages.js";

/** 催 with how many it reminds when it is pressed, as the server counts them. */
export function nudgeTitle({ places, gates }: Nudge): string {
  return places > 0 || gates === 0 ? m.nudge({ n: places }) : m.nudge_gates({ n: gates });
}

/** Why that is fewer than have not answered; undefined where it is as many. */
export function nudgeHint(nudge: Nudge | null | undefined): string | undefined {
  if (!nudge) return undefined;
  const { justNudged: early, undispatched: here } = nudge;
  const left = [
    early > 0 && m.nudge_left_early({ n: early }),
    here > 0 && m.nudge_left_here({ n: here }),
  ].filter((words) => words !== false);
  return left.length > 0 ? left.join(" · ") : undefined;
}
