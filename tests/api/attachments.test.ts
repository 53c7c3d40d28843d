import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AttachmentView } from "#contract/nouns";
import { concat, latin1, mp4, webm } from "../support/files.ts";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";
import { fetchFile, photo, sendFile, stored } from "../support/uploads.ts";

let server: TestServer;
let worker: TestPerson;
let other: TestPerson;

beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day", at: "2020-01-27 07:00" });
  [worker, other] = (await Promise.all(["余航", "邱实"].map(server.asPerson))) as [
    TestPerson,
    TestPerson,
  ];
});
afterAll(() => server.stop());

const text = (words: string) => new TextEncoder().encode(words);

/** A PNG header that promises so many pixels, with nothing behind it. */
async function hugePng(side: number): Promise<Uint8Array> {
  const small = await sharp({ create: { width: 1, height: 1, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  const chunk = (type: string, data: Uint8Array) => {
    const body = concat(latin1(type), data);
    const words = new DataView(new ArrayBuffer(8));
    words.setUint32(0, data.length);
    words.setUint32(4, Bun.hash.crc32(body));
    const [size, sum] = [new Uint8Array(words.buffer, 0, 4), new Uint8Array(words.buffer, 4)];
    return concat(size, body, sum);
  };
  const header = new Uint8Array(small.subarray(16, 29));
  const view = new DataView(header.buffer);
  view.setUint32(0, side);
  view.setUint32(4, side);
  const rows = deflateSync(new Uint8Array(1024 * 1024));
  return concat(
    small.subarray(0, 8),
    chunk("IHDR", header),
    chunk("IDAT", rows),
    chunk("IEND", new Uint8Array()),
  );
}

describe("a photo", () => {
  it("is kept upright, small, and without its place or its camera", async () => {
    const sent = await photo();
    expect(sent.includes("Lingphone")).toBe(true);
    const view = AttachmentView.parse(await stored(server, worker, "IMG_1.HEIC", sent));
    expect(view).toMatchObject({
      ...{ kind: "photo", name: "IMG_1.jpg", type: "image/jpeg", width: 960, height: 1920 },
    });
    const served = await fetchFile(server, worker, view.id);
    expect(served.status).toBe(200);
    expect(served.bytes).toHaveLength(view.size);
    const { exif, orientation, format, width } = await sharp(served.bytes).metadata();
    expect({ exif, orientation, format, width }).toEqual({
      ...{ exif: undefined, orientation: undefined, format: "jpeg", width: 960 },
    });
    expect(await server.stored()).not.toContain("Lingphone");
  });

  it("has a small form for lists", async () => {
    const { id } = await stored(server, worker, "a.jpg", await photo());
    const { bytes } = await fetchFile(server, worker, id, { size: "small" });
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 240, height: 480 });
    expect((await fetchFile(server, worker, id, { size: "large" })).status).toBe(400);
  });

  it.each(["png", "webp", "gif", "avif"] as const)("may come as %s", async (format) => {
    const sent = await sharp(await photo({ width: 400, height: 200 }))
      .toFormat(format)
      .toBuffer();
    expect(await stored(server, worker, `a.${format}`, sent)).toMatchObject({
      ...{ kind: "photo", name: "a.jpg", type: "image/jpeg" },
    });
  });

  it("is refused with its name when it is broken", async () => {
    const cut = (await photo()).subarray(0, 3000);
    for (const bytes of [cut, latin1("\xff\xd8\xff\xe0 no picture at all")]) {
      const { status, body } = await sendFile(server, worker, "门口.jpg", bytes);
      expect([status, body.error.code]).toEqual([422, "bad_argument"]);
      expect(body.error.message).toContain("“门口.jpg”打不开");
    }
  });

  it("is refused when it would unfold into too many pixels", async () => {
    const { status, body } = await sendFile(server, worker, "a.png", await hugePng(7750));
    expect([status, body.error.code]).toEqual([413, "too_large"]);
    expect(body.error.message).toContain("像素太多");
  });
});

describe("a recording", () => {
  it("is kept without the place it was made at", async () => {
    const sent = mp4({ place: "+29.1373+118.4154/" });
    const view = await stored(server, worker, "录音 1.m4a", sent);
    expect(view).toMatchObject({ kind: "voice", type: "audio/mp4", size: sent.length });
    const { bytes } = await fetchFile(server, worker, view.id);
    expect(Buffer.from(bytes).includes("+29.1373")).toBe(false);
    expect(bytes).toHaveLength(sent.length);
  });

  it("is played from where one likes", async () => {
    const sent = webm("A_OPUS");
    const { id } = await stored(server, worker, "a.webm", sent);
    const part = async (range: string) => {
      const served = await fetchFile(server, worker, id, { headers: { range } });
      return [served.status, served.bytes.length, served.headers.get("content-range")];
    };
    const { length } = sent;
    expect(await part("bytes=0-1")).toEqual([206, 2, `bytes 0-1/${length}`]);
    expect(await part("bytes=10-")).toEqual([206, length - 10, `bytes 10-${length - 1}/${length}`]);
    expect(await part("bytes=-3")).toEqual([206, 3, `bytes ${length - 3}-${length - 1}/${length}`]);
    expect(await part(`bytes=${length}-`)).toEqual([416, 0, `bytes */${length}`]);
    expect(await part("bytes=5-1")).toEqual([200, length, null]);
  });
});

describe("a file", () => {
  it("is saved under its name and never shown as a page", async () => {
    const view = await stored(server, worker, "../户数'1.csv", text("村,户数\n航头村,48"));
    expect(view).toMatchObject({ kind: "file", name: "户数'1.csv", width: null });
    const { headers, bytes } = await fetchFile(server, worker, view.id);
    expect(new TextDecoder().decode(bytes)).toContain("航头村");
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("content-disposition")).toBe(
      `attachment; filename="___1.csv"; filename*=UTF-8''%E6%88%B7%E6%95%B0%271.csv`,
    );
    expect(headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("private, no-cache");
  });

  it("keeps no number of a person in its name", async () => {
    const { name } = await stored(server, worker, "户主330824198001011234.txt", text("一"));
    expect(name).toBe("户主[证件号已隐去].txt");
    expect(await server.stored()).not.toContain("330824198001011234");
  });

  it.each([
    ["a.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "这种文件不收"],
    ["a.txt", "<html><script>alert(1)</script>", "网页内容"],
    ["照片.jpg", "MZ\x90\0\x03", "这种文件不收"],
    ["a.zip", "PK\x03\x04evil.exe", "这种文件不收"],
    ["a.mov", String.fromCharCode(...mp4({ handler: "vide" })), "是视频"],
    ["a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为"],
    ["a.jpg", "", "是空的"],
  ])("is refused in words: %s", async (name, bytes, why) => {
    const { status, body } = await sendFile(server, worker, name, latin1(bytes));
    expect([status, body.error.code]).toEqual([422, "bad_argument"]);
    expect(body.error.message).toContain(`“${name}”`);
    expect(body.error.message).toContain(why);
  });
});

describe("what is too large", () => {
  const MB = 1024 * 1024;
  const big = (head: string, size: number) => {
    const bytes = new Uint8Array(size);
    bytes.set(latin1(head));
    return bytes;
  };

  it("is refused by kind", async () => {
    const cases: [string, Uint8Array, string][] = [
      ["a.mp3", big("ID3", 3 * MB + 1), "录音最多3MB"],
      ["a.jpg", big("\xff\xd8\xff", 15 * MB + 1), "照片最多15MB"],
      ["a.pdf", big("%PDF-", 20 * MB + 1), "最多20MB"],
    ];
    for (const [name, bytes, why] of cases) {
      const { status, body } = await sendFile(server, worker, name, bytes);
      expect([status, body.error.code]).toEqual([413, "too_large"]);
      expect(body.error.message).toContain(why);
    }
  });

  it("is counted as it arrives where no length is announced", async () => {
    const chunk = new Uint8Array(MB);
    let left = 21;
    const body = new ReadableStream({
      pull(controller) {
        left -= 1;
        if (left < 0) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const reply = await server.send("/api/attachments?cid=chunked&name=a.pdf", {
      ...{ method: "POST", headers: { cookie: worker.cookie }, body },
    });
    expect([reply.status, reply.body.error.code]).toEqual([413, "too_large"]);
  });
});

describe("the same again", () => {
  it("is the same attachment, and other bytes are a conflict", async () => {
    const sent = await photo({ colour: "red" });
    const both = await Promise.all([1, 2].map(() => sendFile(server, worker, "a.jpg", sent, "c1")));
    const [first, twin] = both.map(({ body }) => body);
    expect(first.id).toBeTypeOf("string");
    expect(twin).toEqual(first);
    expect((await sendFile(server, worker, "b.jpg", sent, "c1")).body).toEqual(first);
    const changed = await sendFile(server, worker, "a.jpg", await photo({ colour: "blue" }), "c1");
    expect([changed.status, changed.body.error.code]).toEqual([409, "conflict"]);
    const others = await stored(server, other, "a.jpg", sent, "c1");
    expect(others.id).not.toBe(first.id);
  });
});

describe("a request", () => {
  it("is described for those who write clients", async () => {
    const { paths } = (await server.send("/api/openapi.json")).body;
    const { parameters, requestBody } = paths["/api/attachments"].post;
    expect(parameters.map((one: { name: string }) => one.name)).toEqual(["cid", "name"]);
    const bytes = { "application/octet-stream": {} };
    expect(requestBody.content).toEqual(bytes);
    expect(paths["/api/attachments/{id}"].get.responses["200"].content).toEqual(bytes);
  });

  it.each([
    ["?name=a.txt", "cid"],
    ["?cid=1", "name"],
    ["?cid=a%20b&name=a.txt", "cid"],
    ["?cid=1&name=", "name"],
    ["?cid=1&name=a.txt&more=1", "more"],
  ])("is read strictly: %s", async (query, field) => {
    const { status, body } = await server.send(`/api/attachments${query}`, {
      ...{ method: "POST", headers: { cookie: worker.cookie }, body: "a" },
    });
    expect([status, body.error.code, body.error.field]).toEqual([400, "malformed", field]);
  });

  it("is nobody's without a session, nor from a foreign page", async () => {
    const path = "/api/attachments?cid=1&name=a.txt";
    const { id } = await stored(server, worker, "a.txt", text("一"));
    const foreign = { cookie: worker.cookie, origin: "https://evil.example" };
    for (const headers of [{}, foreign] as Record<string, string>[]) {
      const sent = await server.send(path, { method: "POST", headers, body: "a" });
      const read = await server.send(`/api/attachments/${id}`, { headers });
      expect([sent.status, read.status]).toEqual([401, 401]);
    }
  });

  it("is answered by 304 where the bytes are known, and only to who may see them", async () => {
    const { id } = await stored(server, worker, "a.txt", text("一"));
    const etag = (await fetchFile(server, worker, id)).headers.get("etag")!;
    const headers = { "if-none-match": etag };
    expect((await fetchFile(server, worker, id, { headers })).status).toBe(304);
    expect((await fetchFile(server, other, id, { headers })).status).toBe(404);
    expect((await fetchFile(server, worker, "nothing")).status).toBe(404);
  });

  it("is one of 200 an hour", async () => {
    const hasty = await server.asPerson("毛琳");
    for (let n = 1; n <= 200; n += 1) {
      await stored(server, hasty, "a.txt", text(`第${n}个`), `n${n}`);
    }
    const send = (cid: string, words: string) => sendFile(server, hasty, "a.txt", text(words), cid);
    const late = await send("n201", "第201个");
    expect([late.status, late.body.error.code]).toEqual([429, "rate_limited"]);
    expect((await send("n7", "第7个")).status).toBe(200);
    await server.clock("2020-01-27 08:01");
    expect((await send("n201", "第201个")).status).toBe(200);
  });
});

it("forgets after thirty days what nobody has used", async () => {
  const kept = await stored(server, worker, "用了.txt", text("用了"));
  const said = await worker.say("#航头一网格", "", { attachments: [kept.id] });
  expect(said.body).toMatchObject({ ok: true });
  const unused = await stored(server, worker, "没用.txt", text("没用"));
  await server.clock("2020-02-25 04:00");
  expect((await fetchFile(server, worker, unused.id)).status).toBe(200);
  await server.clock("2020-02-27 04:00");
  expect((await fetchFile(server, worker, unused.id)).status).toBe(404);
  expect((await fetchFile(server, worker, kept.id)).status).toBe(200);
});
