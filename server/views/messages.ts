import type { MessageView } from "#contract/nouns";
import type { ChannelRow } from "#db/channels";
import { listMessages, type MessageRow } from "#db/messages";
import { isMember } from "#domain/org/membership";
import { displayName } from "#domain/org/short-name";
import { findReadableChannel } from "#kernel/access";
import { type AttachmentIndex, attachmentsOf } from "./attachments.ts";
import type { Page } from "./paging.ts";
import type { Viewer } from "./viewer.ts";

/**
 * One page of a channel in order of `seq`: what follows `after`, or the newest before `before`.
 * `next` is for reading on, so it is there after `after` alone.
 * @throws Refusal `not_found` when the viewer may not read the channel
 */
export async function messagePage(
  viewer: Viewer,
  idOrName: string,
  page: { after?: number; before?: number; limit: number },
): Promise<Page<MessageView> & { channel: ChannelRow }> {
  const channel = await findReadableChannel(viewer, idOrName);
  const rows = await listMessages(viewer.session, channel.id, page);
  const carried = await attachmentsOf(viewer.session, rows);
  const last = page.after === undefined ? undefined : rows.at(-1);
  return {
    channel,
    rows: rows.map((row) => messageView(viewer, channel, row, carried)),
    next: last && last.seq < channel.lastSeq ? String(last.seq) : null,
  };
}

/**
 * A row as whoever may read the channel sees it: the same for each of them.
 * @param carried the attachments of this row, and of any others
 */
export function messageView(
  viewer: Omit<Viewer, "person">,
  channel: Pick<ChannelRow, "id" | "kind" | "node">,
  row: MessageRow,
  carried: AttachmentIndex,
): MessageView {
  const { id, seq, at, kind, text, item, node, mentions, ref, quote, replacedBy, clientAt } = row;
  const { before, offers } = row;
  const recalled = row.recalledAt !== null;
  const attachments = recalled ? [] : row.attachments.flatMap((one) => carried.get(one) ?? []);
  const author = authorOf(viewer, channel, row);
  return {
    ...{ id, channel: channel.id, seq, at, kind, author, text, item, node },
    ...{ mentions, attachments, ref, before, recalled, quote, replacedBy, clientAt },
    ...(offers !== null && { offers }),
  };
}

/** A person with the post of that day; the town room speaks as the room where it has no seat (SPEC §6). */
function authorOf(
  { org, registry, now }: Omit<Viewer, "person">,
  channel: Pick<ChannelRow, "id" | "kind" | "node">,
  { person, post, bot }: MessageRow,
): MessageView["author"] {
  if (person === null) {
    return { person, bot, name: registry.bots.get(bot ?? "")?.zh ?? "系统", post: null };
  }
  const held = post === null ? undefined : org.post(post);
  const { node } = channel;
  if (channel.kind === "staff" && node !== null && post === org.profile.room.post) {
    const gate = org.tree.gateOf(node);
    if (gate && !isMember({ id: channel.id, kind: "staff", node }, person, org, now)) {
      const name = displayName(gate) + org.profile.room.word;
      return { person: null, bot: null, name, post: held?.zh ?? null };
    }
  }
  return { person, bot: null, name: org.person(person)?.name ?? "已离任", post: held?.zh ?? null };
}
