import { Refusal } from "#contract/errors";
import {
  type AttachmentBytes,
  type AttachmentRow,
  findSentAttachment,
  insertAttachment,
  storedSince,
} from "#db/attachments";
import type { Session } from "#db/open";
import { MB } from "#domain/file/attachment-kind";
import { HOUR } from "#domain/time/zone";
import { Context } from "./context.ts";
import { noEffects } from "./effects.ts";
import type { Runtime } from "./runtime.ts";

const MOST_AN_HOUR = 200;
const MOST_BYTES_AN_HOUR = 400 * MB;

/** An attachment as it is to be kept: re-encoded, told what it is, and whose. */
export type NewAttachment = Omit<AttachmentRow, "id" | "at" | "size"> & AttachmentBytes;

/** Where attachments are stored. */
export interface AttachmentStore {
  /**
   * What this person has sent under this cid; null when it is still to be stored. Asked before the
   * work of re-encoding, and once more in the transaction.
   * @param hash SHA-256 of the bytes as they were sent
   * @throws Refusal `conflict` for other bytes under the same cid, `rate_limited`
   */
  sent(person: string, cid: string, hash: string): Promise<AttachmentRow | null>;
  /** Stores it, or answers what a twin of this request has stored meanwhile. */
  store(given: NewAttachment): Promise<AttachmentRow>;
}

/**
 * Storing an attachment is a command in all but the line: one job of the one writer, idempotent by
 * its cid, its event recorded by a context. It is no registered one because its argument is bytes:
 * they cannot be typed, completed, previewed or kept in the command log, and they belong to no
 * channel before a message or a reply uses them, which is a command proper.
 */
export function createAttachments(read: Session, runtime: Runtime): AttachmentStore {
  return {
    sent: (person, cid, hash) => alreadySent(read, runtime.now(), { person, cid, hash }),
    store: (given) =>
      runtime.write(async (session) => {
        const now = runtime.now();
        const standing = await alreadySent(session, now, given);
        if (standing) return { value: standing, effects: noEffects() };
        const { full, preview, ...known } = given;
        const row = { ...known, id: runtime.newId(), at: now, size: full.length };
        await insertAttachment(session, row, { full, preview });
        const ctx = contextOf(runtime, session, given.person);
        ctx.record("attachment.stored", { data: { attachment: row.id, kind: row.kind } });
        await ctx.flush();
        return { value: row, effects: ctx.effects };
      }),
  };
}

async function alreadySent(
  session: Session,
  now: number,
  { person, cid, hash }: Pick<AttachmentRow, "person" | "cid" | "hash">,
): Promise<AttachmentRow | null> {
  const standing = await findSentAttachment(session, person, cid);
  if (standing && standing.hash !== hash) {
    throw new Refusal("conflict", "同一个编号已经传过别的文件，请重新选一次再传");
  }
  if (standing) return standing;
  const { count, bytes } = await storedSince(session, person, now - HOUR);
  if (count < MOST_AN_HOUR && bytes < MOST_BYTES_AN_HOUR) return null;
  throw new Refusal("rate_limited", "这一小时传的照片和文件太多了，请过一会儿再传");
}

function contextOf(runtime: Runtime, session: Session, personId: string): Context {
  const { registry, newId } = runtime;
  const org = runtime.org();
  const person = org.person(personId);
  if (!person) throw new Refusal("unauthenticated", "请重新登录");
  return new Context({
    ...{ session, org, registry, newId, person },
    now: runtime.now(),
    bot: null,
    channel: null,
    call: () => {
      throw new Error("an attachment runs no command");
    },
  });
}
