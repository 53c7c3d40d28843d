import { Refusal } from "#contract/errors";
import type { AttachmentView } from "#contract/nouns";
import {
  type AttachmentRow,
  type AttachmentUse,
  findAttachment,
  listAttachments,
  listUses,
  readBytes,
} from "#db/attachments";
import { findChannel } from "#db/channels";
import { findItem, type ItemRow } from "#db/items";
import { findMessage, type MessageRow } from "#db/messages";
import type { Session } from "#db/open";
import { listTargetsById } from "#db/targets";
import { can } from "#domain/rights/rights";
import { canReadChannel } from "#kernel/access";
import type { Viewer } from "./viewer.ts";

export function attachmentView(row: AttachmentRow): AttachmentView {
  const { id, kind, name, type, size, width, height } = row;
  return { id, kind, name, type, size, width, height };
}

/** Attachments by id, for the rows that name them. */
export type AttachmentIndex = ReadonlyMap<string, AttachmentView>;

/** What these messages carry, in one query; in none where they carry nothing. */
export async function attachmentsOf(
  session: Session,
  messages: Pick<MessageRow, "attachments">[],
): Promise<AttachmentIndex> {
  const ids = messages.flatMap(({ attachments }) => attachments);
  return indexOf(ids.length > 0 ? await listAttachments(session, ids) : []);
}

export function indexOf(rows: AttachmentRow[]): AttachmentIndex {
  return new Map(rows.map((row) => [row.id, attachmentView(row)]));
}

/** Bytes with what they are served as. */
export interface ServedAttachment extends Pick<AttachmentRow, "id" | "kind" | "name" | "type"> {
  bytes(): Promise<Buffer>;
}

/**
 * An attachment for whoever may see it now: its sender, the readers of a message that carries it,
 * and those who see the rows of a target it was given for. Asked at every fetch, since a post is
 * lost and a message taken back from one minute to the next.
 * @param small of a photo the small one
 * @throws Refusal `not_found`, also for what exists and is hidden
 */
export async function accessAttachment(
  viewer: Viewer,
  id: string,
  small: boolean,
): Promise<ServedAttachment> {
  const row = await findAttachment(viewer.session, id);
  if (!row || !(await maySee(viewer, row))) {
    throw new Refusal("not_found", "没有这个附件，或已经撤回");
  }
  const { kind, name, type } = row;
  const bytes = async () => {
    const kept = await readBytes(viewer.session, id);
    if (!kept) throw new Refusal("not_found", "没有这个附件，或已经撤回");
    return (small && kept.preview) || kept.full;
  };
  return { id, kind, name, type, bytes };
}

async function maySee(viewer: Viewer, row: AttachmentRow): Promise<boolean> {
  if (row.person === viewer.person) return true;
  for (const use of await listUses(viewer.session, row.id)) {
    if (use.kind === "message" ? await readsMessage(viewer, use) : await seesTarget(viewer, use)) {
      return true;
    }
  }
  return false;
}

async function readsMessage(viewer: Viewer, { at, attachment }: AttachmentUse): Promise<boolean> {
  const message = await findMessage(viewer.session, at);
  if (!message || message.recalledAt !== null) return false;
  if (!message.attachments.includes(attachment)) return false;
  const channel = await findChannel(viewer.session, message.channel);
  return channel !== undefined && canReadChannel(viewer, channel);
}

/** Earlier replies count too: their values stay in the target's history. */
async function seesTarget(viewer: Viewer, { at }: AttachmentUse): Promise<boolean> {
  const { session } = viewer;
  const [target] = await listTargetsById(session, [at]);
  const item = target && (await findItem(session, target.item));
  return item !== undefined && seesGivenAt(viewer, item, target!.node);
}

/** Whether one may see what a place gave with its answer: its rows, or one's own place. */
export function seesGivenAt(
  { org, person, now }: Viewer,
  item: Pick<ItemRow, "node">,
  node: string,
): boolean {
  const subject = { person, org, now };
  return (
    can(subject, "see_targets", { node, issuer: item.node }).ok ||
    can(subject, "reply", { node }).ok
  );
}
