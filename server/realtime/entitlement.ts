import { channelsOf } from "#domain/org/membership";
import type { Org } from "#domain/org/org-index";

/**
 * What a person's live posts amount to for a socket: the posts and the channels they seat them in.
 * A socket whose person's entitlement is no longer the one it came in with is closed.
 */
export function entitlement(org: Org, person: string, now: number): string {
  const posts = org.assignmentsOf(person, now);
  const channels = channelsOf(person, org, now);
  return [
    ...posts.map(({ id, post, node, serves }) => `${id} ${post} ${node} ${serves ?? ""}`),
    ...channels.map(({ id }) => id),
  ].join("\n");
}

/**
 * The next instant after `now` at which somebody's rights change by themselves: a post begins or
 * ends, a place is born or closed. Infinity when none is known.
 */
export function nextTurn(org: Org, now: number): number {
  let next = Number.POSITIVE_INFINITY;
  const consider = (at: number | null) => {
    if (at !== null && at > now && at < next) next = at;
  };
  for (const { from, to } of org.data.assignments) {
    consider(from);
    consider(to);
  }
  for (const { validFrom, validTo } of org.data.nodes) {
    consider(validFrom === null ? null : dayStart(validFrom));
    consider(validTo === null ? null : dayStart(validTo));
  }
  return next;
}

/** When an ISO date begins in Shanghai. */
function dayStart(date: string): number {
  return Date.parse(`${date}T00:00:00+08:00`);
}
