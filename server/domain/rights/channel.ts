import type { ChannelKind } from "../org/channels.ts";
import { type ChannelRef, isDerived, isResident, seats } from "../org/membership.ts";
import { isStaff } from "../org/posts.ts";
import type { Relation } from "../org/tree.ts";
import { distanceOf, nearestRelation, sightNodes } from "./reach.ts";
import { RIGHTS, type Row } from "./table.ts";
import type { Case, Finding } from "./terms.ts";

const ROWS: Record<"read_channel" | "post_channel", Partial<Record<ChannelKind, Row>>> = {
  read_channel: {
    staff: "read_staff_channel",
    room: "read_command_channel",
    hq: "read_command_channel",
  },
  post_channel: {
    staff: "post_staff_channel",
    room: "post_command_channel",
    hq: "post_command_channel",
  },
};

/** Reading and posting. Channels of residents, industries, incidents and teams are for their members only. */
export function judgeChannel({ subject, assignment, target, action }: Case): Finding {
  const { org, person } = subject;
  const { channel, members } = target;
  if (!channel) return { ok: false, reason: "missing" };
  if (!isDerived(channel)) {
    const inside = members?.has(person) || (channel.kind === "bot" && channel.person === person);
    return inside ? { ok: true, distance: 0 } : { ok: false, reason: "not_member" };
  }
  const reading = action === "read_channel";
  const seated = seats(channel, assignment, org);
  const row = ROWS[reading ? "read_channel" : "post_channel"][channel.kind];
  if (!row) {
    if (!seated) return { ok: false, reason: "not_member" };
    // Residents write by needs and replies, which are commands (SPEC §1.16).
    const mute = !reading && channel.kind === "resident" && isResident(assignment, org);
    return mute ? { ok: false, reason: "read_only" } : { ok: true, distance: 0 };
  }
  const post = org.post(assignment.post);
  if (!post || !isStaff(post, org)) return { ok: false, reason: "not_staff" };
  const relation = channelRelation({ subject, assignment, target, action }, channel);
  const distance = distanceOf(relation);
  switch (RIGHTS[row][relation]) {
    case "yes":
      return { ok: true, distance, ...(reading && !seated && { audited: true }) };
    case "member":
      return seated ? { ok: true, distance } : { ok: false, reason: "not_member" };
    case "room": {
      const { room } = org.profile;
      const isRoom = post.key === room.post;
      return isRoom ? { ok: true, distance, as: room.word } : { ok: false, reason: "out_of_reach" };
    }
    default:
      return { ok: false, reason: "out_of_reach" };
  }
}

/** A station belongs to the channel of the town it serves, but does not look down from it. */
function channelRelation({ subject, assignment }: Case, channel: ChannelRef): Relation {
  const { org } = subject;
  const relation = nearestRelation(sightNodes(assignment, org, undefined), channel.node, org);
  const served = assignment.serves === channel.node && channel.kind === "staff";
  return served ? "SELF" : relation;
}
