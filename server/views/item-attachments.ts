import { z } from "zod";
import type { ItemAttachment } from "#contract/nouns";
import { listAttachmentsOfItem, listPlacesOfUses, type PlacedAttachment } from "#db/attachments";
import { listChannels } from "#db/channels";
import type { ItemRow } from "#db/items";
import { listMessagesById, type MessageRow } from "#db/messages";
import { listVersions, type ReplyRow } from "#db/replies";
import { listTargetsById, type TargetRow } from "#db/targets";
import { displayName } from "#domain/org/short-name";
import { canReadChannel } from "#kernel/access";
import { attachmentView, seesGivenAt } from "./attachments.ts";
import { Cursor, type Page, readPage, type Wish } from "./paging.ts";
import type { Viewer } from "./viewer.ts";

const KEY = z.object({ id: z.string(), at: z.string() });

/**
 * All that was sent along with an item, newest first: with replies and difficulties of the places
 * whose rows the viewer sees, and with messages about it in channels that they read. A page of it;
 * what is out of sight is never read.
 */
export async function itemAttachments(
  viewer: Viewer,
  item: ItemRow,
  wish: Wish,
): Promise<Page<ItemAttachment>> {
  const { session } = viewer;
  const found = await listPlacesOfUses(session, item.id);
  const sight = {
    nodes: found.nodes.filter((node) => seesGivenAt(viewer, item, node)),
    channels: await readable(viewer, found.channels),
  };
  const page = await readPage(wish, {
    cursor: new Cursor(`attachments ${item.id}`, KEY),
    read: (after, limit) => listAttachmentsOfItem(session, item.id, sight, after, limit),
    keyOf: ({ row, use }) => ({ id: row.id, at: use.at }),
    keep: (placed) => placed,
  });
  return { rows: await viewsOf(viewer, page.rows), next: page.next };
}

async function readable(viewer: Viewer, channels: string[]): Promise<string[]> {
  const rows = await listChannels(viewer.session, channels);
  return rows.filter((row) => canReadChannel(viewer, row)).map(({ id }) => id);
}

async function viewsOf(viewer: Viewer, placed: PlacedAttachment[]): Promise<ItemAttachment[]> {
  const { session } = viewer;
  const ats = (kind: string) => [
    ...new Set(placed.flatMap(({ use }) => (use.kind === kind ? [use.at] : []))),
  ];
  const targets = new Map((await listTargetsById(session, ats("target"))).map((t) => [t.id, t]));
  const messages = new Map((await listMessagesById(session, ats("message"))).map((m) => [m.id, m]));
  const replies = Map.groupBy(
    await listVersions(session, [...targets.keys()]),
    ({ target }) => target,
  );
  return placed.map((one) => {
    const message = messages.get(one.use.at);
    if (message) return sentAlong(viewer, one, message);
    return given(viewer, one, targets.get(one.use.at)!, replies.get(one.use.at) ?? []);
  });
}

/** With a reply, whose first version that carries it says when and by which post; else with a difficulty. */
function given(
  viewer: Viewer,
  { row }: PlacedAttachment,
  target: TargetRow,
  versions: ReplyRow[],
): ItemAttachment {
  const reply = versions.findLast(({ values }) => JSON.stringify(values).includes(row.id));
  return {
    attachment: attachmentView(row),
    from: reply ? "reply" : "difficulty",
    at: reply?.at ?? row.at,
    ...placeOf(viewer, target.node),
    by: postName(viewer, reply?.post ?? postAt(viewer, row.person, target.node)),
  };
}

function sentAlong(viewer: Viewer, { row }: PlacedAttachment, message: MessageRow): ItemAttachment {
  const post = message.post ?? "";
  const seat = viewer.org
    .assignmentsOf(row.person, message.at)
    .find((assignment) => assignment.post === post);
  return {
    attachment: attachmentView(row),
    from: "message",
    at: message.at,
    ...placeOf(viewer, seat?.serves ?? seat?.node ?? message.node),
    by: postName(viewer, post),
  };
}

function placeOf({ org }: Viewer, node: string | null | undefined) {
  const place = node ? org.tree.get(node) : undefined;
  return { node: place?.id ?? null, nodeName: place ? displayName(place) : "" };
}

function postAt({ org, now }: Viewer, person: string, node: string): string {
  const seats = org.assignmentsOf(person, now);
  return (seats.find((seat) => seat.node === node) ?? seats[0])?.post ?? "";
}

function postName({ org }: Viewer, post: string): string {
  return org.post(post)?.zh ?? post;
}
