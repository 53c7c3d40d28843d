import * as Y from "yjs";
import { z } from "zod";
import {
  HIGHLIGHT_COLOURS,
  type Highlight,
  NOTES,
  type Pin,
  type Remark,
} from "#contract/board-documents";
import { maskPersonal } from "#domain/text/masking";
import { cleanText } from "#domain/text/text";

/** What a document of notes may hold, and how a note is written down. */

const MAX_TEXT = 500;
/** Notes of one kind in one document. */
const MAX_NOTES = 2_000;
/** Clock ticks one frame may take: a forged length must not use up another client's numbers. */
const MAX_LENGTH = 10_000;

const signed = { by: z.string().max(100).optional(), at: z.number().optional() };
const SHAPES = {
  remarks: z.strictObject({
    node: z.string(),
    text: z
      .string()
      .min(1)
      .max(MAX_TEXT)
      .refine((text) => cleanText(text).ok),
    ...signed,
  }),
  pins: z.strictObject(signed),
  highlights: z.strictObject({ colour: z.enum(HIGHLIGHT_COLOURS), ...signed }),
};

export type Kind = keyof typeof NOTES;
export type Note = Remark | Pin | Highlight;
export const KINDS = Object.keys(NOTES) as Kind[];

/** Chance made it, or the like: a key stays in the document for good and must tell nothing. */
const REMARK_ID = /^[0-9A-Za-z_-]{10,40}$/;

/**
 * Looks at an update before it touches any document: the shapes of Yjs that three flat maps need,
 * and no others.
 * @returns why it is refused, or null
 */
export function faultOfUpdate(update: Uint8Array): string | null {
  let structs: ReturnType<typeof Y.decodeUpdate>["structs"];
  try {
    ({ structs } = Y.decodeUpdate(update));
  } catch {
    return "malformed update";
  }
  let length = 0;
  for (const struct of structs) {
    length += struct.length;
    if (!(struct instanceof Y.Item)) return "not an item";
    const { content, parentSub } = struct;
    // In an update as decoded, a parent is a top-level name, an id inside another type, or left out.
    const parent: unknown = struct.parent;
    if (typeof parent === "string" && !(KINDS as string[]).includes(parent)) return "unknown key";
    if (parent !== null && typeof parent !== "string") return "nested type";
    if (typeof parent === "string" && parentSub === null) return "not a map entry";
    const plain = content instanceof Y.ContentAny && content.arr.length === 1;
    if (!plain && !(content instanceof Y.ContentDeleted)) return "not plain content";
  }
  return length > MAX_LENGTH ? "too long" : null;
}

/**
 * Looks at the outcome of an update.
 * @param changed the keys it touched
 * @param notable nodes that may carry a note
 */
export function faultOfNotes(
  doc: Y.Doc,
  changed: Map<Kind, Set<string>>,
  notable: ReadonlySet<string>,
): string | null {
  const { pendingStructs, pendingDs } = doc.store;
  if (pendingStructs !== null || pendingDs !== null) return "gap before this update";
  for (const key of doc.share.keys()) if (!isKind(key)) return "unknown key";
  for (const kind of KINDS) {
    const map = doc.getMap(kind);
    if (map._start !== null) return "a list where a map belongs";
    if (map.size > MAX_NOTES) return "too many notes";
    for (const key of changed.get(kind) ?? []) {
      if (!isGoodKey(kind, key, notable)) return "no such row";
      const note = map.get(key);
      if (note === undefined) continue;
      const read = SHAPES[kind].safeParse(note);
      if (!read.success) return "not a note";
      if ("node" in read.data && !notable.has(read.data.node as string)) return "no such row";
    }
  }
  return null;
}

function isKind(key: string): key is Kind {
  return (KINDS as string[]).includes(key);
}

function isGoodKey(kind: Kind, key: string, notable: ReadonlySet<string>): boolean {
  if (kind !== "remarks") return notable.has(key);
  return REMARK_ID.test(key) && maskPersonal(key).masked.length === 0;
}

/** A note as it is kept: signed by the server, its text masked like chat. */
export function signNote(kind: Kind, note: unknown, by: string, at: number): Note {
  if (kind === "pins") return { by, at };
  if (kind === "highlights") return { colour: (note as Highlight).colour, by, at };
  const { node, text } = note as Remark;
  return { node, text: maskPersonal(text).text, by, at };
}

/** Which notes a transaction touched. */
export function changedNotes(doc: Y.Doc, transaction: Y.Transaction): Map<Kind, Set<string>> {
  return new Map(
    KINDS.map((kind) => {
      const keys = transaction.changed.get(doc.getMap(kind) as never) ?? new Set();
      return [kind, new Set([...keys].filter((key) => key !== null))];
    }),
  );
}
