import type { Context } from "#bots/kit/command";
import { holdersOf, type ItemRow, peopleOf, type TargetRow } from "#bots/kit/loop";
import { servingChannel } from "#domain/org/channels";
import type { Above, Holder } from "#domain/org/org-index";
import { displayName } from "#domain/org/short-name";
import { onDutyAt } from "./on-duty.ts";

/** Whom a step of the ladder speaks to (SPEC §1.11). */
export type Role = "holder" | "above" | "room" | "inspector";

/** A channel that hears of a target, and whom the message is meant for there. */
export interface Place {
  channel: string;
  /** The place whose channel it is. */
  node: string;
  people: string[];
  /** Served in a channel that is not its own: the people are called by name. */
  call: boolean;
  /** The post or room that is asked to help, as addressed: 航头村村书记. */
  asked: string | null;
}

/** Where a target's reminder goes for a role; empty where nobody is there to hear it. */
export function placesOf(ctx: Context, item: ItemRow, row: TargetRow, role: Role): Place[] {
  switch (role) {
    case "holder":
      return [...servedAt(ctx, item, row), ...passedOn(ctx, row)];
    case "above": {
      const above = aboveOf(ctx, row.node);
      return above ? [above] : [];
    }
    case "room":
      return roomOf(ctx, row);
    case "inspector":
      return inspectors(ctx);
  }
}

/** Where the target's card went too: its channel, and its holders directly where it has no own. */
function servedAt(ctx: Context, item: ItemRow, row: TargetRow): Place[] {
  const { org } = ctx;
  const people = ids(holdersOf(ctx, item, row));
  const { id, direct } = servingChannel(row.node, org);
  const owner = direct
    ? org.tree.ancestors(row.node).find((up) => servingChannel(up.id, org).id === id)
    : undefined;
  const node = owner?.id ?? row.node;
  return [
    ...(id ? [{ channel: id, node, people, call: direct, asked: null }] : []),
    ...(direct ? people.map((person) => talkWith(ctx, person, row.node)) : []),
  ];
}

/**
 * The next responsible post up; one without a channel of its own is passed over.
 * @param but a person who has tried already: a post that they alone hold is passed over, too
 */
export function aboveOf(ctx: Context, from: string, but?: string): Place | null {
  const { org, now } = ctx;
  let up = org.responsibleAbove(from, now);
  while (up) {
    const place = postAt(ctx, up, but);
    if (place) return place;
    up = org.responsibleAbove(up.node.id, now);
  }
  return null;
}

function postAt({ org }: Context, { node, holders }: Above, but?: string): Place | null {
  const { id, direct } = servingChannel(node.id, org);
  const asked = holders.filter(({ person }) => person.id !== but);
  const [first] = asked;
  if (!id || direct || !first) return null;
  const name = displayName(node) + first.post.zh;
  return { channel: id, node: node.id, people: ids(asked), call: false, asked: name };
}

/** Who has the ask since calls found nobody (SPEC §1.18). */
function passedOn(ctx: Context, { passedTo }: TargetRow): Place[] {
  const node = passedTo === null ? undefined : ctx.org.tree.get(passedTo);
  const place = node && postAt(ctx, { node, holders: ctx.org.responsibleAt(node.id, ctx.now) });
  return place ? [place] : [];
}

/** The town's command room; for a town itself, and for what lies in none, the county's. */
export function roomOf(ctx: Context, { gate, node }: Pick<TargetRow, "gate" | "node">): Place[] {
  return roomAt(ctx, gate !== null && gate !== node ? gate : ctx.org.tree.root.id);
}

/** The command room of a town, or the county's centre. */
export function roomAt(ctx: Context, node: string): Place[] {
  const { tree, profile } = ctx.org;
  const inTown = node !== tree.root.id;
  const { id } = servingChannel(node, ctx.org);
  const runs = inTown ? profile.room.post : profile.headquarters.centre;
  const asked = displayName(tree.get(node)!) + (inTown ? profile.room : profile.headquarters).word;
  const people = ids(onDutyAt(ctx, node, runs));
  return id ? [{ channel: id, node, people, call: false, asked }] : [];
}

/** The leaders of a town, in its room's channel; the room itself where it has none. */
export function leadersOf(ctx: Context, town: string): Place[] {
  const { leaders } = ctx.org.profile.room;
  const holders = ctx.org.holdersAt(town, ctx.now, leaders);
  const [first] = holders;
  const [room] = roomAt(ctx, town);
  if (!room || !first) return room ? [room] : [];
  const asked = displayName(ctx.org.tree.get(town)!) + first.post.zh;
  return [{ ...room, people: ids(holders), asked }];
}

/** Whoever issued an item, in the channel where they did. */
export function issuerOf(item: ItemRow): Place {
  const { channel, node, person } = item;
  return { channel, node, people: [person], call: false, asked: null };
}

/** 督查: whoever holds the inspecting cap in full at the county, each in their own conversation. */
function inspectors(ctx: Context): Place[] {
  const { tree } = ctx.org;
  const bodies = [tree.root, ...tree.children(tree.root.id)];
  const holders = bodies
    .flatMap(({ id }) => ctx.org.holdersAt(id, ctx.now))
    .filter(({ post }) => post.caps.Q === true);
  return ids(holders).map((person) => talkWith(ctx, person, tree.root.id));
}

function talkWith(ctx: Context, person: string, node: string): Place {
  return { channel: ctx.botChannel(person), node, people: [person], call: false, asked: null };
}

function ids(holders: Holder[]): string[] {
  return peopleOf(holders).map((holder) => holder.person.id);
}
