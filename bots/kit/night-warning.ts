import type { Urgency } from "#contract/urgency";
import type { Node } from "#domain/org/org";
import type { Org } from "#domain/org/org-index";
import { formatDeadline } from "#domain/time/format-time";
import { inQuietHours, type Ladder, nightSteps, quietEnd } from "#domain/time/ladder";

/** When an item would ask its places, as far as it is known before it is sent. Epoch milliseconds. */
export interface Asking {
  dispatchedAt: number;
  respondBy: number | null;
  dueAt: number | null;
  urgency: Urgency;
  /** 催办=, else the ladder of each place's own mode. */
  ladder: Ladder | null;
}

/**
 * The reminders of an item that would fall into quiet hours, and when they leave instead. Only for
 * places at peace, by the ladder that those climb, and never of 特急 (SPEC §1.11, §1.15).
 */
export function nightLine({ profile }: Org, nodes: Node[], asking: Asking): string[] {
  const atPeace = nodes.filter(({ mode }) => mode === "平").length;
  if (asking.urgency === "特急" || atPeace === 0) return [];
  const held = heldTimes(asking, asking.ladder ?? profile.ladders.平 ?? [], profile.quiet);
  if (held.length === 0) return [];
  const said = (times: number[]) =>
    [...new Set(times.map((at) => formatDeadline(at, asking.dispatchedAt)))].join("、");
  const morning = said(held.map((at) => quietEnd(at, profile.quiet)));
  const atWar = nodes.length - atPeace;
  const others = atWar > 0 ? `；战时的${atWar}个单位照发` : "";
  return [`静默时段：${said(held)} 的提醒改到 ${morning} 合成一条，只发给那时还没答复的${others}`];
}

function heldTimes(
  { dispatchedAt, respondBy, dueAt }: Asking,
  ladder: Ladder,
  quiet: Org["profile"]["quiet"],
): number[] {
  if (dueAt === null) return [];
  const steps = nightSteps({ ladder, dueAt, dispatchedAt }, quiet).map(({ at }) => at);
  // The first of the two clocks asks only where it is the earlier one.
  const asks = respondBy !== null && respondBy < dueAt && inQuietHours(respondBy, quiet);
  return [...(asks ? [respondBy] : []), ...steps];
}
