import { z } from "zod";
import { Refusal } from "#contract/errors";
import { can } from "#domain/rights";
import { displayName } from "#domain/short-name";
import { Contact, contactsAt, isListed } from "./people.ts";
import { placeOf, type Viewer } from "./viewer.ts";

/** People that one answer lists; the count tells how many there are. */
const LISTED = 600;

/** Someone in a post at a place, with how they came to it. */
export const Seat = Contact.extend({
  node: z.string(),
  nodeName: z.string(),
  path: z.string(),
  /** 专职, 兼任, 下沉, 下派 or 志愿. */
  source: z.string(),
  from: z.number(),
  to: z.number().nullable(),
});
export type Seat = z.infer<typeof Seat>;

export const Seats = z.object({ total: z.number().int(), seats: z.array(Seat) });
export type Seats = z.infer<typeof Seats>;

/**
 * Everyone in a post at a place and below it, in tree order. For who hands out codes there or
 * administers the county; the directory shows the rest one place at a time.
 * @throws Refusal `not_found` when the place is out of sight, `forbidden` without W there or X
 */
export function seatsBelow(viewer: Viewer, code: string): Seats {
  const { org, person, now } = viewer;
  const top = placeOf(viewer, code);
  if (!isListed(viewer, top)) throw new Refusal("not_found", "没有这个地方，或不在你的范围里");
  const subject = { person, org, now };
  const may = can(subject, "use", { cap: "W", node: top.id }).ok || can(subject, "audit", {}).ok;
  if (!may) throw new Refusal("forbidden", "人员名单只有管这一片人手的岗位和系统管理员能看");
  const places = org.tree.descendants(top.id, { self: true });
  const seats = places
    .filter((node) => isListed(viewer, node))
    .flatMap((node) =>
      contactsAt(viewer, node).map(({ contact, assignment }) => ({
        ...contact,
        node: node.id,
        nodeName: displayName(node),
        path: org.tree.pathName(node.id),
        ...{ source: assignment.source, from: assignment.from, to: assignment.to },
      })),
    );
  return { total: seats.length, seats: seats.slice(0, LISTED) };
}
