import { z } from "zod";
import { Envelope } from "#contract/envelope";
import { AttachmentView } from "#contract/nouns";
import { accessAttachment } from "#views/attachments";
import { announcedLength, readLimited } from "./body.ts";
import { defineCall } from "./call.ts";
import { serveBytes } from "./serve-bytes.ts";

const tag = "附件";

export const upload = defineCall({
  zh: "上传附件",
  method: "post",
  path: "/api/attachments",
  tag,
  summary:
    "Stores a photo (≤ 15 MB), a recording (≤ 3 MB) or a file (≤ 20 MB), sent as the raw body; what it is is told from its bytes. Photos become JPEG of at most 1920 pixels without any metadata. The same `cid` and bytes get the same answer again. Its id goes into `attachments` of a command, or into a form's field.",
  query: z.strictObject({ cid: Envelope.shape.cid, name: z.string().min(1).max(255) }),
  upload: true,
  answer: AttachmentView,
  run: ({ edge, viewer, query, request }) =>
    edge.attachments.take({
      ...query,
      person: viewer().person,
      announced: announcedLength(request),
      read: (limit) => readLimited(request, limit),
    }),
});

export const attachment = defineCall({
  zh: "取附件",
  method: "get",
  path: "/api/attachments/:id",
  tag,
  summary:
    "The bytes, for whoever may see them now; of a photo with `size=small` the preview of at most 480 pixels. Takes `If-None-Match` and one `Range`.",
  query: z.strictObject({ size: z.literal("small").optional() }),
  answer: "bytes",
  async run({ viewer, params, query, request }) {
    const small = query.size === "small";
    return serveBytes(request, await accessAttachment(viewer(), params.id!, small), small);
  },
});
