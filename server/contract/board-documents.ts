/** What `/yjs/<document>` serves: names, people's notes, and how it closes (SPEC §1.13, §7). */

export type DocumentName =
  | { kind: "board"; item: string; town: string | null; epoch: string }
  | { kind: "notes"; item: string; town: string | null };

const PART = "([^:@#/\\s]{1,80})";
const NAME = new RegExp(`^(board|notes):${PART}(?::${PART})?(?:@([0-9a-z]{1,16}))?$`);

/** A round is `T0127-01#3` to people and `T0127-01.3` in names and addresses, where # would cut. */
export function itemInName(id: string): string {
  return id.replace("#", ".");
}

export function itemFromName(name: string): string {
  return name.replace(/\.(\d+)$/, "#$1");
}

/** @example `board:2020-T0127-01:330824100@k3v9` */
export function formatDocumentName(name: DocumentName): string {
  const place = name.town === null ? "" : `:${name.town}`;
  const epoch = name.kind === "board" ? `@${name.epoch}` : "";
  return `${name.kind}:${itemInName(name.item)}${place}${epoch}`;
}

/** Null when it is no document's name at all. */
export function parseDocumentName(text: string): DocumentName | null {
  const [, kind, item, town = null, epoch] = NAME.exec(text) ?? [];
  if (item === undefined) return null;
  const id = itemFromName(item);
  if (kind === "notes") return epoch === undefined ? { kind, item: id, town } : null;
  return epoch === undefined ? null : { kind: "board", item: id, town, epoch };
}

/** Answer of `GET /api/board/:id`. */
export interface BoardOffer {
  /** Those the caller may open, the item's own first; `town` is a township's code. */
  documents: { name: string; town?: string }[];
  /** The widest document of notes that the caller may open. */
  notes?: string;
  /** `writer` reads boards and writes notes; `totals` has only sums, by `…/tally`. */
  role: "writer" | "totals";
  /** Goes into `?ticket=` where no cookie can; lives as long as the session. */
  ticket: string;
}

/** y-websocket takes 4400–4499 for final and comes again after anything else. */
export const CLOSE = {
  unauthenticated: 4401,
  /** A foreign page, or a client that keeps sending what is refused. */
  refused: 4403,
  /** No such document, not for this person, or an old epoch: ask `GET /api/board/:id`. */
  notFound: 4404,
  /** Rights or the board itself changed: come again and be judged anew. */
  changed: 4503,
} as const;

/** The documents of notes: three maps, and nothing else is taken. */
export const NOTES = { remarks: "remarks", pins: "pins", highlights: "highlights" } as const;

/** The server writes these into every note, whatever the client says. */
export interface Signed {
  /** Place and post, never a person. */
  by?: string;
  at?: number;
}
/** In `remarks`, under a random id: two who write at once both stay. */
export interface Remark extends Signed {
  node: string;
  /** Up to 500 characters; personal numbers are masked on the way in. */
  text: string;
}
/** In `pins` and `highlights`, under the row's node. */
export type Pin = Signed;
export interface Highlight extends Signed {
  /** Quiet tints, none of the county's colours: those mean grades. */
  colour: HighlightColour;
}
export const HIGHLIGHT_COLOURS = ["sand", "slate", "plum"] as const;
export type HighlightColour = (typeof HIGHLIGHT_COLOURS)[number];

/** A frame larger than this is refused. Bytes. */
export const MAX_FRAME = 64 * 1024;
