import {
  type Channel,
  type ChannelKind,
  channelsAt,
  industryChannel,
  industryOf,
  worksIn,
} from "./channels.ts";
import type { Assignment } from "./org.ts";
import type { Org } from "./org-index.ts";
import { isStaff } from "./posts.ts";
import { remembered } from "./remembered.ts";

/** As much of a channel as seats depend on. */
export type ChannelRef = Pick<Channel, "id" | "kind" | "node">;

/** Whether a channel's seats follow from the tree; a talk with a bot has none. */
export function isDerived(channel: {
  id: string;
  kind: string;
  node: string | null;
}): channel is ChannelRef {
  const derived: ChannelKind[] = ["hq", "room", "staff", "resident", "industry"];
  return channel.node !== null && derived.some((kind) => kind === channel.kind);
}

/** Everyone who sits in a channel now (SPEC §1.16). Membership gives reading and posting, nothing else. */
export function members(channel: ChannelRef, org: Org, now: number): Set<string> {
  const sitting = candidates(channel, org, now).filter((a) => seats(channel, a, org));
  return new Set(sitting.map((a) => a.person));
}

/** Everyone who sits in a channel as it is stored; in a talk with a bot nobody does. */
export function sitting(
  channel: Parameters<typeof isDerived>[0],
  org: Org,
  now: number,
): Set<string> {
  return isDerived(channel) ? members(channel, org, now) : new Set();
}

/** Whether one of the person's live posts seats them in the channel. */
export function isMember(channel: ChannelRef, person: string, org: Org, now: number): boolean {
  return org.assignmentsOf(person, now).some((a) => seats(channel, a, org));
}

/** The derived channels a person sits in, in the order of their posts, each once. */
export const channelsOf = remembered((person, org: Org, now): readonly Channel[] => {
  const found = new Map<string, Channel>();
  for (const assignment of org.assignmentsOf(person, now)) {
    for (const channel of channelsAbout(assignment, org, now)) {
      if (seats(channel, assignment, org)) found.set(channel.id, channel);
    }
  }
  return [...found.values()];
});

/** Where a seat is possible at all: at or above the node, among the residents below, in an industry. */
function channelsAbout({ node }: Assignment, org: Org, now: number): Channel[] {
  const { tree, profile } = org;
  const lineage = tree.lineage(node).flatMap((up) => channelsAt(up, org));
  // Above the towns nobody sits with residents; a county need not look through its 14,000 nodes.
  const land = tree.gateOf(node) === undefined ? [] : tree.descendants(node);
  const grids = land.filter((below) => tree.level(below).resident === "own");
  const residents = grids.flatMap((grid) =>
    channelsAt(grid, org).filter(({ kind }) => kind === "resident"),
  );
  const industries = profile.industries.map((name) => industryChannel(name, org));
  const living = ({ node }: Channel) => tree.alive(tree.get(node)!, now);
  return [...lineage, ...residents, ...industries].filter(living);
}

/** Whether an assignment gives a seat; liveness is the caller's to check. */
export function seats(channel: ChannelRef, assignment: Assignment, org: Org): boolean {
  switch (channel.kind) {
    case "hq":
      return seatsAtHeadquarters(assignment, org);
    case "room":
      return assignment.node === channel.node && runsRoom(assignment, org);
    case "staff":
      return seatsWithStaff(channel.node, assignment, org);
    case "resident":
      return seatsWithResidents(channel.node, assignment, org);
    case "industry":
      return worksIn(assignment.node, industryOf(channel.id)!, org);
  }
}

/** The town's command room: its post and the town's leaders. */
export function runsRoom({ post }: Assignment, { profile }: Org): boolean {
  return post === profile.room.post || profile.room.leaders.includes(post);
}

/** County leaders, HQ members and the centre; never someone of a town who holds a post of that name. */
export function seatsAtHeadquarters({ post, node }: Assignment, { profile, tree }: Org): boolean {
  const { posts, centre } = profile.headquarters;
  return (post === centre || posts.includes(post)) && tree.gateOf(node) === undefined;
}

function seatsWithStaff(node: string, assignment: Assignment, org: Org): boolean {
  const { tree } = org;
  const post = org.post(assignment.post);
  if (!post || !isStaff(post, org)) return false;
  if (assignment.node === node) return true;
  const here = tree.get(node);
  const at = tree.get(assignment.node);
  if (!here || !at || !tree.isWithin(at.id, node)) return false;
  const policy = tree.level(here).members;
  if (policy === "own") return false;
  if (policy === "subtree") return true;
  // `children`: one level down, where levels without a channel do not count as a level.
  const parent = tree.ancestors(at.id).find((up) => tree.level(up).staff !== "none");
  const level = tree.level(at);
  return parent?.id === node && level.staff !== "none" && level.responsible.includes(post.key);
}

/** A grid's residents, its responsible posts, the heads between it and the town, the town room. */
export function seatsWithResidents(node: string, assignment: Assignment, org: Org): boolean {
  const { tree } = org;
  const post = org.post(assignment.post);
  const at = tree.get(assignment.node);
  if (!post || !at) return false;
  if (isResident(assignment, org)) return tree.isWithin(at.id, node);
  const level = tree.level(at);
  const isHead = level.responsible.includes(post.key) && level.kind === "area";
  if (at.id === node) return isHead;
  if (!tree.isWithin(node, at.id)) return false;
  if (level.gate) return post.key === org.profile.room.post;
  return isHead && tree.gateOf(at.id) !== undefined;
}

/** Whether this is a household's own post: all its levels are household levels. */
export function isResident({ post: key }: Assignment, org: Org): boolean {
  const post = org.post(key);
  if (!post || post.levels.length === 0) return false;
  return post.levels.every((level) => org.tree.level(level).household);
}

function candidates(channel: ChannelRef, org: Org, now: number): Assignment[] {
  const { tree } = org;
  const below = tree.descendants(channel.node, { self: true });
  const nodes = channel.kind === "resident" ? [...tree.ancestors(channel.node), ...below] : below;
  return nodes.flatMap((node) => org.assignmentsAt(node.id, now));
}
