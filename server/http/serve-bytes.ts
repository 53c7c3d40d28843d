import type { ServedAttachment } from "#views/attachments";

/**
 * An attachment as an answer: never a page, never run, and asked for again each time, since the
 * right to see it may be gone by then.
 */
export async function serveBytes(
  request: Request,
  served: ServedAttachment,
  small: boolean,
): Promise<Response> {
  // The bytes of an id never change.
  const etag = `"${served.id}${small ? "-small" : ""}"`;
  const headers = new Headers({
    etag,
    "content-type": served.type,
    "content-disposition": disposition(served),
    "content-security-policy": "sandbox; default-src 'none'",
    "cache-control": "private, no-cache",
    "accept-ranges": "bytes",
  });
  if (request.headers.get("if-none-match") === etag) {
    return new Response(null, { status: 304, headers });
  }
  const bytes = await served.bytes();
  const asked = request.headers.get("range");
  const range = asked === null ? null : rangeOf(asked, bytes.length);
  if (range === null) return new Response(bytes, { headers });
  if (range === "beyond") {
    headers.set("content-range", `bytes */${bytes.length}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set("content-range", `bytes ${range.first}-${range.last}/${bytes.length}`);
  return new Response(bytes.subarray(range.first, range.last + 1), { status: 206, headers });
}

/** Photos and recordings open where they stand, files are saved; RFC 6266 with the name of RFC 5987. */
function disposition({ kind, name }: ServedAttachment): string {
  const how = kind === "file" ? "attachment" : "inline";
  const plain = name.replace(/[^A-Za-z0-9._-]/g, "_");
  const whole = encodeURIComponent(name).replace(
    /['()*!]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  return `${how}; filename="${plain}"; filename*=UTF-8''${whole}`;
}

/** One range, which Safari asks of every recording; several, or another unit, mean the whole. */
function rangeOf(asked: string, size: number): { first: number; last: number } | "beyond" | null {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(asked) ?? [];
  if (from === undefined || to === undefined || (from === "" && to === "")) return null;
  const first = from === "" ? Math.max(size - Number(to), 0) : Number(from);
  const last = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (first >= size) return "beyond";
  return first <= last ? { first, last } : null;
}
