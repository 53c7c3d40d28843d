/** Boxes that hold boxes and that we look into. */
const CONTAINERS = new Set(["moov", "trak", "mdia", "moof", "traf"]);
/** Where phones write the place of recording, and anything else about the owner. */
const ABOUT = new Set(["udta", "meta", "uuid"]);
const HEADER = 8;
/** A minute of sound has some hundreds; a file of nothing but boxes is no recording. */
const MOST_BOXES = 20_000;

interface Box {
  type: string;
  /** Of the header, in bytes of the file. */
  start: number;
  /** First byte after the header. */
  body: number;
  end: number;
}

/**
 * The same MP4 without its `udta`, `meta` and `uuid` boxes: each becomes a `free` box of zeros, so
 * that no offset in the file moves.
 * @returns null when its boxes do not fit into each other, or are too many
 */
export function withoutLocation(bytes: Uint8Array): Uint8Array | null {
  const boxes = boxesOf(bytes);
  if (!boxes) return null;
  const copy = bytes.slice();
  for (const { type, start, body, end } of boxes) {
    if (!ABOUT.has(type)) continue;
    copy.set(ascii("free"), start + 4);
    copy.fill(0, body, end);
  }
  return copy;
}

/** Whether an MP4 has pictures beside its sound; false also for what is no MP4. */
export function hasMp4Video(bytes: Uint8Array): boolean {
  const handlers = (boxesOf(bytes) ?? []).filter(({ type }) => type === "hdlr");
  // Version and flags, a reserved word, then what the track is.
  return handlers.some(({ body }) => fourLetters(bytes, body + 8) === "vide");
}

/** All boxes that can be reached, outer before inner; null as for {@link withoutLocation}. */
function boxesOf(bytes: Uint8Array): Box[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Box[] = [];
  const open: { at: number; end: number }[] = [{ at: 0, end: bytes.length }];
  for (let span = open.pop(); span; span = open.pop()) {
    for (let { at } = span; at < span.end; ) {
      const box = readBox(bytes, view, at, span.end);
      if (!box || found.length === MOST_BOXES) return null;
      found.push(box);
      if (CONTAINERS.has(box.type)) open.push({ at: box.body, end: box.end });
      at = box.end;
    }
  }
  return found;
}

/** Size 1 means that a long size follows, 0 that the box runs to the end. */
function readBox(bytes: Uint8Array, view: DataView, start: number, limit: number): Box | null {
  if (start + HEADER > limit) return null;
  const short = view.getUint32(start);
  const body = start + (short === 1 ? 2 * HEADER : HEADER);
  if (body > limit) return null;
  const size = short === 1 ? Number(view.getBigUint64(start + HEADER)) : short;
  const end = short === 0 ? limit : start + size;
  if (end < body || end > limit) return null;
  return { type: fourLetters(bytes, start + 4), start, body, end };
}

function fourLetters(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function ascii(text: string): number[] {
  return [...text].map((c) => c.charCodeAt(0));
}
