/** Small files made by hand, byte by byte. */

/** One byte a character. */
export function latin1(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
}

export function concat(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** A box of an MP4. */
export function box(type: string, ...inner: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = concat(...inner);
  const head = new Uint8Array(8);
  new DataView(head.buffer).setUint32(0, 8 + body.length);
  head.set(latin1(type), 4);
  return concat(head, body);
}

/** A recording as phones make it: one track, a place in its `udta` if there is one, then sound. */
export function mp4({ handler = "soun", place = "" }: { handler?: string; place?: string } = {}) {
  const track = box("trak", box("mdia", box("hdlr", latin1(`\0\0\0\0\0\0\0\0${handler}`))));
  const about = place === "" ? [] : [box("udta", box("\xa9xyz", latin1(place)))];
  const moov = box("moov", track, ...about);
  return concat(box("ftyp", latin1("M4A \0\0\0\0isom")), moov, box("mdat", latin1("sound")));
}

/** The beginning of a WebM with one track. */
export function webm(codec: "A_OPUS" | "V_VP9"): Uint8Array<ArrayBuffer> {
  return latin1(`\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm${"\0".repeat(40)}\x86\x86${codec}`);
}
