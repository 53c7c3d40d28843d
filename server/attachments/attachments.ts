import { createHash } from "node:crypto";
import type { AttachmentView } from "#contract/nouns";
import { MAX_MB, MB } from "#domain/file/attachment-kind";
import type { Kernel } from "#kernel/kernel";
import { attachmentView } from "#views/attachments";
import { Hold } from "./hold.ts";
import { readAttachment } from "./read-attachment.ts";

/** Most bytes of one upload, whatever it is. */
export const MAX_UPLOAD = MAX_MB.file * MB;

/** One upload on its way in. */
export interface Upload {
  person: string;
  /** Made by the device: the same again is the same attachment. */
  cid: string;
  name: string;
  /** Bytes it says it has; null when it does not say. */
  announced: number | null;
  /** Reads them, no more than `limit`. */
  read(limit: number): Promise<Uint8Array>;
}

/** Takes in photos, recordings and files (SPEC §7, `POST /api/attachments`). */
export interface Attachments {
  /** @throws Refusal `too_large`, `bad_argument`, `conflict`, `rate_limited` */
  take(upload: Upload): Promise<AttachmentView>;
}

export function createAttachments({
  attachments: store,
}: Pick<Kernel, "attachments">): Attachments {
  const hold = new Hold();
  return {
    take: ({ person, cid, name, announced, read }) =>
      hold.during(announced ?? MAX_UPLOAD, async () => {
        const bytes = await read(MAX_UPLOAD);
        const hash = createHash("sha256").update(bytes).digest("base64url");
        const standing = await store.sent(person, cid, hash);
        if (standing) return attachmentView(standing);
        const made = await readAttachment(bytes, name);
        return attachmentView(await store.store({ person, cid, hash, ...made }));
      }),
  };
}
