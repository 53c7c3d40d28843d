import sharp from "sharp";
import type { AttachmentView } from "#contract/nouns";
import type { Reply, TestPerson, TestServer } from "./server.ts";

/** Where the photos were taken, as they may not be kept. */
export const PLACE = { lat: "29/1 8/1 14/1", lon: "118/1 24/1 55/1" };

/** A photo as a phone takes it: lying on its side, with the place, the camera and the time in it. */
export function photo(more: { width?: number; height?: number; colour?: string } = {}) {
  const { width = 2400, height = 1200, colour = "seagreen" } = more;
  return sharp({ create: { width, height, channels: 3, background: colour } })
    .withExif({
      IFD0: { Make: "Lingphone", Model: "L1" },
      IFD3: {
        GPSLatitudeRef: "N",
        GPSLatitude: PLACE.lat,
        GPSLongitudeRef: "E",
        GPSLongitude: PLACE.lon,
      },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

/** Sends bytes as the person, under a cid of its own unless one is given. */
export function sendFile(
  server: TestServer,
  person: TestPerson,
  name: string,
  bytes: Uint8Array,
  cid: string = crypto.randomUUID(),
): Promise<Reply> {
  return server.send(`/api/attachments?cid=${cid}&name=${encodeURIComponent(name)}`, {
    method: "POST",
    headers: { cookie: person.cookie, "content-type": "application/octet-stream" },
    body: new Uint8Array(bytes),
  });
}

/** {@link sendFile}, where being refused is a failure. */
export async function stored(...sent: Parameters<typeof sendFile>): Promise<AttachmentView> {
  const { status, body } = await sendFile(...sent);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}

export async function fetchFile(
  server: TestServer,
  person: TestPerson,
  id: string,
  { size = "", headers = {} }: { size?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; headers: Headers; bytes: Uint8Array }> {
  const response = await fetch(`${server.url}/api/attachments/${id}${size && `?size=${size}`}`, {
    headers: { cookie: person.cookie, ...headers },
  });
  return {
    status: response.status,
    headers: response.headers,
    bytes: await response.bytes(),
  };
}
