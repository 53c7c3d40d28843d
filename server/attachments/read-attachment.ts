import { Refusal } from "#contract/errors";
import { kindOfBytes, MAX_MB, MB, type Unfit } from "#domain/file/attachment-kind";
import { attachmentName, spokenName } from "#domain/file/attachment-name";
import { withoutLocation } from "#domain/file/mp4-boxes";
import type { NewAttachment } from "#kernel/attachments";
import { readPhoto } from "./photo.ts";

/** What came of the bytes, without whose they are. */
export type ReadAttachment = Omit<NewAttachment, "person" | "cid" | "hash">;

const WORDS = { photo: "照片", voice: "录音", file: "文件" };

const ADVICE: Record<Unfit, string> = {
  heic: "是 HEIC 格式，这里打不开；请在手机相机设置里选“兼容性最佳”，或发它的截图",
  video: "是视频，这里不收；请发照片或60秒内的录音",
  "old-office": "是旧版 Office 文件，请另存为 docx、xlsx 或 pptx 再传",
  macros: "里面有宏，为了安全不收；请另存为不带宏的文件再传",
  "not-utf8": "不是 UTF-8 编码的文本，请另存为 UTF-8 再传",
  markup: "里面是网页内容，为了安全不收；请改发截图或 PDF",
  unknown: "这种文件不收；可以发照片、录音、PDF、Word、Excel、PPT、CSV 和 TXT",
};

/**
 * Makes what was sent into what is kept: a photo re-encoded, a recording without its place, a file
 * as it is; each under a clean name.
 * @throws Refusal `bad_argument` or `too_large`, naming the file
 */
export async function readAttachment(bytes: Uint8Array, typed: string): Promise<ReadAttachment> {
  const spoken = spokenName(typed);
  if (bytes.length === 0) {
    throw new Refusal("bad_argument", `“${spoken}”是空的，请重新选一次`);
  }
  const found = kindOfBytes(bytes, typed);
  if (typeof found === "string") throw new Refusal("bad_argument", `“${spoken}”${ADVICE[found]}`);
  const { kind, type, ending } = found;
  if (bytes.length > MAX_MB[kind] * MB) {
    throw new Refusal("too_large", `“${spoken}”太大了，${WORDS[kind]}最多${MAX_MB[kind]}MB`);
  }
  const known = { kind, type, name: attachmentName(typed, ending, WORDS[kind]) };
  if (kind === "photo") return { ...known, ...(await readPhoto(bytes, spoken)) };
  const full = type === "audio/mp4" ? withoutLocation(bytes) : bytes;
  if (!full) {
    throw new Refusal("bad_argument", `“${spoken}”打不开，可能没有存完整，请重新录一次`);
  }
  return { ...known, full: Buffer.from(full), preview: null, width: null, height: null };
}
