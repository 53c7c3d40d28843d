import { Refusal } from "#contract/errors";
import type { Gap, Seats } from "#contract/seats";
import type { Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { can } from "#domain/rights/rights";
import { areaOf, called, phoneOf } from "./area.ts";
import { pageOf, type Wish } from "./paging.ts";
import { contactsAt } from "./people.ts";
import type { Viewer } from "./viewer.ts";

/**
 * Everyone in a post at a place and below it, in tree order, after the places that nobody answers
 * for. A page of both. For who hands out codes there or
 * administers the county; the directory shows the rest one place at a time.
 * @param asked.find words of a name, its pinyin, a post or a place; all must fit
 * @throws Refusal `not_found` when the place is out of sight, `forbidden` without W there or X
 */
export function seatsBelow(
  viewer: Viewer,
  code: string,
  { find, ...wish }: Wish & { find?: string },
): Seats {
  const { org, person, now } = viewer;
  const places = areaOf(viewer, code);
  const top = places[0]!;
  const subject = { person, org, now };
  const may = can(subject, "use", { cap: "W", node: top.id }).ok || can(subject, "audit", {}).ok;
  if (!may) throw new Refusal("forbidden", "人员名单只有管这一片人手的岗位和系统管理员能看");
  const all = places.flatMap((node) =>
    contactsAt(viewer, node).map(({ contact, assignment }) => ({
      ...contact,
      phone: phoneOf(viewer, node, contact.phone),
      node: node.id,
      nodeName: displayName(node),
      path: org.tree.pathName(node.id),
      ...{ source: assignment.source, from: assignment.from, to: assignment.to },
    })),
  );
  const seats = called(all, find);
  const gaps = places.flatMap((node) => gapAt(viewer, node) ?? []);
  const rows = [
    ...gaps.map((gap) => ({ id: gap.node, gap, seat: null })),
    ...seats.map((seat) => ({
      id: `${seat.person} ${seat.post} ${seat.node} ${seat.from}`,
      ...{ gap: null, seat },
    })),
  ];
  const page = pageOf(rows, wish, { list: `seats ${top.id}`, id: ({ id }) => id });
  return {
    total: seats.length,
    seats: page.rows.flatMap(({ seat }) => seat ?? []),
    gapCount: gaps.length,
    gaps: page.rows.flatMap(({ gap }) => gap ?? []),
    next: page.next,
  };
}

/** What is sent to such a place reaches nobody. */
function gapAt({ org, now }: Viewer, node: Node): Gap | null {
  const level = org.tree.level(node);
  if (!level.needsResponsible || org.responsibleAt(node.id, now).length > 0) return null;
  const posts = level.responsible.flatMap((key) => org.post(key)?.zh ?? []);
  return { node: node.id, path: org.tree.pathName(node.id), levelName: level.zh, posts };
}
