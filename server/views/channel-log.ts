import type { MessageView } from "#contract/nouns";
import { listBotChannels, listChannels } from "#db/channels";
import { listMessages, type MessageRow } from "#db/messages";
import type { Org } from "#domain/org/org-index";
import { type AttachmentIndex, attachmentsOf } from "./attachments.ts";
import { messageView } from "./messages.ts";
import type { Viewer } from "./viewer.ts";

/** What a channel's log is read with where it is told to all its members at once. */
export type LogReader = Omit<Viewer, "person">;

/** A row as every member of its channel sees it. Who may see it is the caller's to decide. */
export function logEntry(
  reader: LogReader,
  row: MessageRow,
  carried: AttachmentIndex,
): MessageView {
  return messageView(reader, channelRef(row.channel, reader.org), row, carried);
}

/** The log of a channel after a seq, oldest first. Who may see it is the caller's to decide. */
export async function logAfter(
  reader: LogReader,
  channel: string,
  after: number,
  limit: number,
): Promise<MessageView[]> {
  const rows = await listMessages(reader.session, channel, { after, limit });
  const carried = await attachmentsOf(reader.session, rows);
  return rows.map((row) => logEntry(reader, row, carried));
}

/** Last seqs of channels by id; one without a message yet, or without a row, is at 0. */
export async function lastSeqs(reader: LogReader, ids: string[]): Promise<Map<string, number>> {
  const rows = ids.length > 0 ? await listChannels(reader.session, ids) : [];
  const known = new Map(rows.map((row) => [row.id, row.lastSeq]));
  return new Map(ids.map((id) => [id, known.get(id) ?? 0]));
}

/** Last seqs of a person's conversations with bots. */
export async function talkSeqs(reader: LogReader, person: string): Promise<Map<string, number>> {
  const rows = await listBotChannels(reader.session, person);
  return new Map(rows.map((row) => [row.id, row.lastSeq]));
}

/** What rights depend on, all of which a channel's id says: `staff:<node>`, `bot:<bot>:<person>`. */
export function channelRef(id: string, org: Org) {
  const [kind = "", ...rest] = id.split(":");
  const node = kind === "industry" ? org.tree.root.id : rest.join(":");
  const person = kind === "bot" ? rest.slice(1).join(":") : null;
  return { id, kind, node: org.tree.get(node) ? node : null, person };
}
