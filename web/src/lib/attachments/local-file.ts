import type { AttachmentView } from "#contract/nouns";

export type FileKind = AttachmentView["kind"];

/** A file on this device that is to be sent, or is part of a form not yet sent. */
export interface LocalFile {
  /** Name of the file on this device, and the cid of its upload: the same again is the same. */
  ref: string;
  kind: FileKind;
  name: string;
  /** Media type. */
  type: string;
  /** Bytes. */
  size: number;
  blob: Blob;
}

/** How it lies in the device's memory; it stays as long as a form or a command on its way needs it. */
export interface KeptFile extends LocalFile {
  /** When it was picked. */
  at: number;
  /** The unsent form that holds it. */
  draft: string | null;
  /** Cid of the command that takes it along. */
  entry: string | null;
  /** The server's id, once it is there. */
  id: string | null;
}

const LOCAL = "local:";

/** How an envelope names a file that has no id yet. */
export function localName(ref: string): string {
  return LOCAL + ref;
}

export function refOf(name: string): string | null {
  return name.startsWith(LOCAL) ? name.slice(LOCAL.length) : null;
}

/** By what the phone says it is; what it cannot name is a file like any other. */
export function kindOfType(type: string): FileKind {
  if (type.startsWith("image/")) return "photo";
  return type.startsWith("audio/") ? "voice" : "file";
}
