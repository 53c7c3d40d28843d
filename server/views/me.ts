import type { Me } from "#contract/nouns";
import type { Assignment } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { can } from "#domain/rights/rights";
import { lunarDate } from "#domain/time/lunar";
import { dayAt, instantOf } from "#domain/time/zone";
import { unreadOf } from "./channels.ts";
import type { Viewer } from "./viewer.ts";
import { owedBy } from "./waiting.ts";

/** Who the viewer is, which posts they hold, and how much waits for them. */
export async function meView(viewer: Viewer): Promise<Me> {
  const { org, now } = viewer;
  const { id, account, name } = org.person(viewer.person)!;
  const owed = await owedBy(viewer);
  return {
    id,
    account,
    name,
    profile: org.profile.key,
    words: { ...org.profile.words, 指挥室: org.profile.room.word },
    assignments: org.assignmentsOf(id, now).map((assignment) => ({
      post: assignment.post,
      postName: org.post(assignment.post)!.zh,
      node: assignment.node,
      nodeName: displayName(org.tree.get(assignment.node)!),
      caps: Object.keys(org.post(assignment.post)!.caps),
      room: roomFor(viewer, assignment),
    })),
    unread: await unreadOf(viewer),
    waiting: new Set(owed.map(({ item }) => item.id)).size,
    lunar: lunarDays(now),
  };
}

/** A screen that is never loaded again shows the lunar date for so many days. */
const LUNAR_DAYS = 60;

/** The same for everybody, and dear. */
let lunar: Me["lunar"] | null = null;

function lunarDays(now: number): Me["lunar"] {
  const from = dayAt(now);
  if (lunar?.from === from) return lunar;
  const names = Array.from({ length: LUNAR_DAYS }, (_, i) => lunarDate(instantOf(from + i, 0)));
  lunar = { from, names };
  return lunar;
}

/** The room that stands at the gate of one's town, by whoever holds its post now (UX, S14: ☎ 指挥室). */
function roomFor(
  { org, person, now }: Viewer,
  { post, node, serves }: Assignment,
): Me["assignments"][number]["room"] {
  const { room } = org.profile;
  const gate = org.tree.gateOf(serves ?? node);
  if (!gate || post === room.post) return null;
  const holders = org.holdersAt(gate.id, now, [room.post]);
  const [first] = holders.length > 0 ? holders : org.responsibleAt(gate.id, now);
  if (!first || first.person.id === person) return null;
  const { name, phone } = first.person;
  const isListed = can({ person, org, now }, "read_directory", { node: gate.id }).ok;
  return { title: displayName(gate) + room.word, name, phone: isListed ? phone : null };
}
