import { hasMp4Video } from "./mp4-boxes.ts";

/** What bytes are, told by the bytes alone: a name and a header may say anything. */
export interface AttachmentKind {
  kind: "photo" | "voice" | "file";
  /** Media type of a recording or a file as it is served; photos are made into JPEG. */
  type: string;
  /** With its dot. */
  ending: string;
}

/** Told apart from unknown bytes because there is something else to advise. */
export type Unfit = "heic" | "video" | "old-office" | "macros" | "not-utf8" | "markup" | "unknown";

/** The largest of each kind as it comes in, in MB. */
export const MAX_MB: Record<AttachmentKind["kind"], number> = { photo: 15, voice: 3, file: 20 };
export const MB = 1024 * 1024;

const PHOTO: AttachmentKind = { kind: "photo", type: "image/jpeg", ending: ".jpg" };
const voice = (type: string, ending: string): AttachmentKind => ({ kind: "voice", type, ending });
const file = (type: string, ending: string): AttachmentKind => ({ kind: "file", type, ending });

const OFFICE = "application/vnd.openxmlformats-officedocument";
const OFFICE_KINDS: [entry: string, kind: AttachmentKind][] = [
  ["word/document.xml", file(`${OFFICE}.wordprocessingml.document`, ".docx")],
  ["xl/workbook.xml", file(`${OFFICE}.spreadsheetml.sheet`, ".xlsx")],
  ["ppt/presentation.xml", file(`${OFFICE}.presentationml.presentation`, ".pptx")],
];
/** Enough of a file for every mark we know. */
const HEAD = 4096;

/**
 * What a file is, by its first bytes; for the few whose beginnings are shared, by what is in them.
 * @param name only tells a table from a text: both are plain characters
 */
export function kindOfBytes(bytes: Uint8Array, name: string): AttachmentKind | Unfit {
  const head = latin1(bytes.subarray(0, HEAD));
  if (head.startsWith("\xff\xd8\xff") || head.startsWith("\x89PNG\r\n\x1a\n")) return PHOTO;
  if (/^GIF8[79]a/.test(head)) return PHOTO;
  if (head.startsWith("RIFF")) return riff(head.slice(8, 12));
  if (head.slice(4, 8) === "ftyp") return brand(bytes, head);
  if (head.startsWith("\x1aE\xdf\xa3")) return matroska(head);
  if (head.startsWith("OggS")) return ogg(head);
  if (head.startsWith("ID3") || /^\xff[\xf2\xf3\xfa\xfb]/.test(head)) {
    return voice("audio/mpeg", ".mp3");
  }
  if (head.startsWith("#!AMR")) return voice("audio/amr", ".amr");
  if (head.startsWith("%PDF-")) return file("application/pdf", ".pdf");
  if (head.startsWith("PK\x03\x04")) return office(bytes);
  if (head.startsWith("\xd0\xcf\x11\xe0")) return "old-office";
  return plain(bytes, name);
}

function riff(form: string): AttachmentKind | Unfit {
  if (form === "WEBP") return PHOTO;
  if (form === "WAVE") return voice("audio/wav", ".wav");
  return form === "AVI " ? "video" : "unknown";
}

/** Photos, recordings and films share one container; its brands tell the photos. */
function brand(bytes: Uint8Array, head: string): AttachmentKind | Unfit {
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const brands = head.slice(8, Math.min(size, 256)).match(/.{4}/gs) ?? [];
  if (brands.some((one) => /^avi[fs]$/.test(one))) return PHOTO;
  if (brands.some((one) => /^(he[iv][cmsx]|mif1|msf1)$/.test(one))) return "heic";
  return hasMp4Video(bytes) ? "video" : voice("audio/mp4", ".m4a");
}

function matroska(head: string): AttachmentKind | Unfit {
  if (/V_(VP8|VP9|AV1|MPEG)|theora/.test(head)) return "video";
  return head.includes("webm") ? voice("audio/webm", ".webm") : "unknown";
}

function ogg(head: string): AttachmentKind | Unfit {
  if (head.includes("theora")) return "video";
  return /OpusHead|vorbis|Speex|FLAC/.test(head) ? voice("audio/ogg", ".ogg") : "unknown";
}

/** The list at the end of a zip names what is in it, uncompressed. */
function office(bytes: Uint8Array): AttachmentKind | Unfit {
  const text = new TextDecoder("latin1").decode(bytes);
  if (!text.includes("[Content_Types].xml")) return "unknown";
  if (text.includes("vbaProject.bin")) return "macros";
  return OFFICE_KINDS.find(([entry]) => text.includes(entry))?.[1] ?? "unknown";
}

function plain(bytes: Uint8Array, name: string): AttachmentKind | Unfit {
  const [, ending = ""] = /\.(csv|txt)$/i.exec(name) ?? [];
  if (ending === "") return "unknown";
  const text = utf8(bytes);
  if (text === null) return "not-utf8";
  if (/^\s*<[!?a-z]/i.test(text) || /<(script|svg|html|iframe)\b/i.test(text)) return "markup";
  const type = ending.toLowerCase() === "csv" ? "text/csv" : "text/plain";
  return file(`${type}; charset=utf-8`, `.${ending.toLowerCase()}`);
}

/** Null for other encodings, and for bytes that are no text at all. */
function utf8(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return /(?![\t\n\v\f\r])\p{Cc}/u.test(text) ? null : text;
  } catch {
    return null;
  }
}

function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
