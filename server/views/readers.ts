import { Refusal } from "#contract/errors";
import type { Reader, Readers } from "#contract/readers";
import { type ChannelRow, listReadersOf } from "#db/channels";
import { findMessage } from "#db/messages";
import {
  type ChannelRef,
  isDerived,
  isMember,
  isResident,
  members,
  seats,
} from "#domain/org/membership";
import { displayName } from "#domain/org/short-name";
import { can } from "#domain/rights/rights";
import { findReadableChannel } from "#kernel/access";
import { pageOf, type Wish } from "./paging.ts";
import type { Viewer } from "./viewer.ts";

/**
 * Who has read a message: who has not comes first, each with a way to reach them (UX 1). Members of
 * a working channel see names; those who only look in, and all who look into a residents' channel,
 * see counts: who opens a notice is a household's own affair.
 * @throws Refusal `not_found` when the viewer may not read it, `forbidden` for residents
 */
export async function messageReaders(
  viewer: Viewer,
  channelName: string,
  message: string,
  wish: Wish,
): Promise<Readers> {
  const channel = await findReadableChannel(viewer, channelName);
  const row = await findMessage(viewer.session, message);
  if (row?.channel !== channel.id) {
    throw new Refusal("not_found", "没有这条消息，或不在这个频道里");
  }
  mustBeStaff(viewer, channel);
  const people = audienceOf(viewer, channel).filter((person) => person !== row.person);
  const reached = await listReadersOf(viewer.session, channel.id, people);
  const isRead = (person: string) => (reached.get(person) ?? 0) >= row.seq;
  const unread = people.filter((person) => !isRead(person));
  const read = people.filter(isRead);
  const named = seesNames(viewer, channel) ? [...unread, ...read] : [];
  const seats = new Map(people.map((person, i) => [person, i]));
  // Who reads it meanwhile changes sides: the others keep their rank.
  const page = pageOf(named, wish, {
    list: `readers ${row.id}`,
    id: (person) => `${isRead(person)} ${person}`,
    rank: (person) => seats.get(person)! + (isRead(person) ? people.length : 0),
  });
  const view = (person: string) => readerOf(viewer, channel, person);
  return {
    unread: page.rows.filter((person) => !isRead(person)).map(view),
    read: page.rows.filter(isRead).map(view),
    unreadCount: unread.length,
    readCount: read.length,
    people: people.length,
    next: page.next,
  };
}

function mustBeStaff({ org, person, now }: Viewer, { kind }: ChannelRow): void {
  const isStaff = org.assignmentsOf(person, now).some((held) => !isResident(held, org));
  if (kind !== "resident" || isStaff) return;
  throw new Refusal("forbidden", "谁看过通知只有村里和网格看得到人数");
}

/** In tree order; a talk with a bot is for its one person. */
function audienceOf({ org, now }: Viewer, channel: ChannelRow): string[] {
  if (isDerived(channel)) return [...members(channel, org, now)];
  return channel.person === null ? [] : [channel.person];
}

function seesNames({ org, person, now }: Viewer, channel: ChannelRow): boolean {
  if (!isDerived(channel)) return true;
  return channel.kind !== "resident" && isMember(channel, person, org, now);
}

function readerOf(viewer: Viewer, channel: ChannelRow, id: string): Reader {
  const { org, now } = viewer;
  const { name, phone } = org.person(id)!;
  const held = org.assignmentsOf(id, now);
  const seat =
    held.find((one) => isDerived(channel) && seats(channel as ChannelRef, one, org)) ?? held[0];
  const place = seat && org.tree.get(seat.node);
  const isListed = seat !== undefined && mayCall(viewer, seat.node);
  return {
    person: id,
    name,
    post: ((seat && org.post(seat.post)?.zh) ?? "") + (seat?.deputyFor ? "（代）" : ""),
    nodeName: place ? displayName(place) : "",
    phone: isListed ? phone : null,
  };
}

/** Phones are the directory's (SPEC §6). */
function mayCall({ org, person, now }: Viewer, node: string): boolean {
  return can({ person, org, now }, "read_directory", { node }).ok;
}
