import { createHash } from "node:crypto";
import fc from "fast-check";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { type BoardOffer, MAX_FRAME } from "#contract/board-documents";
import { Connection } from "../../server/board/connection.ts";
import { NotesDocument } from "../../server/board/notes-document.ts";
import type { SharedDocument } from "../../server/board/shared-document.ts";
import { askFrame, presenceFrame, readFrame, updateFrame } from "../../server/board/wire.ts";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";
import { openDocument } from "./support/board-client.ts";
import { openRaw } from "./support/raw-yjs.ts";
import { startTwin, type Twin } from "./support/twin.ts";

/** Fixed, so that a red run is red again. */
const SEED = 20200127;
const FRAMES = 20_000;

let server: TestServer;
let twin: Twin;
let room: TestPerson;
let item: string;
const lines: string[] = [];

beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day", at: "2020-01-27 07:00" });
  room = await server.asPerson("余晖");
  const line = "/任务 摸排 范围=池淮镇:网格 字段=在册:整数! 截止=18:00";
  item = (await room.say("#池淮镇指挥室", line)).body.result.item;
  const log = pino({ level: "warn" }, { write: (text: string) => lines.push(text) });
  twin = await startTwin(server, log);
});
afterAll(async () => {
  await twin.stop();
  await server.stop();
});

async function offered(): Promise<BoardOffer> {
  const { cookie } = room;
  return (await (
    await fetch(`${twin.url}/api/board/${item}`, { headers: { cookie } })
  ).json()) as BoardOffer;
}

/** What a well-meaning, a careless and a wicked client send. */
function corpus(): Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = 1_000_003;
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  doc.getMap("remarks").set("a-remark-of-somebody", { node: "nowhere", text: "写给没有的地方" });
  doc.getMap("board").set("base", { n: 9, rows: [] });
  doc.getArray("log").push([{ n: 10 }]);
  doc.getText("free").insert(0, "文字");
  doc.getMap("pins").set("nowhere", new Y.Map());
  doc.getMap("remarks").delete("a-remark-of-somebody");
  const all = Y.encodeStateAsUpdate(doc);
  const v2 = Y.encodeStateAsUpdateV2(doc);
  const seen = Y.encodeStateVectorFromUpdate(Y.mergeUpdates(updates.slice(0, 2)));
  const gap = Y.diffUpdate(all, seen);
  const bombs = [
    // Claims of ten million structs, of a hundred million clients, of 2^40 deletions, of a giant gap.
    [1, ...uint(1e7), 5, 0, 0],
    [...uint(1e8), 1, 5, 0],
    [0, 1, 5, 1, 0, ...uint(2 ** 40)],
    [1, 1, 5, 0, 0, ...uint(2 ** 40), 0],
    [1, 1, 5, ...uint(2 ** 40), 10, 3, 0],
  ].map((bytes) => Uint8Array.from(bytes));
  const presence = Uint8Array.from([1, 7, 1, 4, ...Buffer.from("null")]);
  return [
    ...[...updates.slice(1), all, v2, gap, ...bombs].map(updateFrame),
    ...[all, v2, ...bombs].map(askFrame),
    presenceFrame(presence),
    presenceFrame(Uint8Array.from([...uint(2 ** 40), 1, 1])),
    Uint8Array.from([3]),
    Uint8Array.from([2, 0, 3, 65, 66, 67]),
    new Uint8Array(0),
  ];
}

function uint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push(128 | (rest % 128));
  return [...bytes, rest];
}

/** One of the corpus with a few bytes changed, cut or doubled; or nothing but chance. */
function frames(): fc.Arbitrary<Uint8Array> {
  const edit = fc.record({ at: fc.nat(), byte: fc.nat(255), how: fc.nat(3) });
  const mutated = fc
    .tuple(fc.constantFrom(...corpus()), fc.array(edit, { maxLength: 4 }))
    .map(([frame, edits]) =>
      edits.reduce((bytes, { at, byte, how }) => {
        const i = at % (bytes.length + 1);
        if (how === 0) return bytes.slice(0, i);
        const rest = bytes.slice(how === 1 ? i : i + 1);
        return Uint8Array.from([...bytes.slice(0, i), byte, ...rest]);
      }, frame),
    );
  return fc.oneof({ weight: 9, arbitrary: mutated }, fc.uint8Array({ maxLength: 90 }));
}

const hash = (doc: Y.Doc) => createHash("sha256").update(Y.encodeStateAsUpdate(doc)).digest("hex");

/** Sends frames as connections do: shown out after three that are refused, another one comes. */
function bombard(document: SharedDocument, all: Uint8Array[]): { refused: number; logged: number } {
  let logged = 0;
  let refused = 0;
  const log = pino({ level: "warn" }, { write: () => (logged += 1) });
  const assignment = server.data.assignments[0]!;
  const who = { person: "p", session: "s", carrier: { headers: new Headers() }, assignment };
  const wire = { send: () => 1, close: () => undefined };
  const connect = () => {
    const connection = new Connection(wire, who, log);
    document.join(connection);
    return connection;
  };
  let connection = connect();
  for (const bytes of all) {
    const frame = readFrame(bytes);
    if (frame) document.receive(connection, frame);
    else connection.strike("malformed frame");
    if (!connection.closed) continue;
    refused += 1;
    document.leave(connection);
    connection = connect();
  }
  return { refused, logged };
}

describe("20,000 frames of malice", () => {
  it("leave a document of notes as it was", { timeout: 60_000 }, async () => {
    const notes = await NotesDocument.load("2020-T0101-01", null, {
      store: server.system.kernel.notes,
      now: () => 1,
      notable: () => new Set(["here"]),
      userOf: () => ({ place: "某镇", post: "某岗" }),
      onFault: (error) => {
        throw error;
      },
    });
    notes.doc.getMap("remarks").set("a-note-that-stays", { node: "here", text: "留着" });
    const before = hash(notes.doc);
    const started = performance.now();
    const all = fc.sample(frames(), { numRuns: FRAMES, seed: SEED });
    const { refused, logged } = bombard(notes, all);
    console.log(
      `seed ${SEED}: ${FRAMES} frames, ${refused} connections shown out, ${logged} lines, ${Math.round(performance.now() - started)} ms`,
    );
    expect(hash(notes.doc)).toBe(before);
    expect(notes.doc.store.pendingStructs).toBeNull();
    expect(notes.doc.store.pendingDs).toBeNull();
    expect([...notes.doc.share.keys()].sort()).toEqual(["highlights", "pins", "remarks"]);
    expect(refused).toBeGreaterThan(1_000);
    // One line for each connection, for each lives less than a second.
    expect(logged).toBeLessThanOrEqual(refused + 1);
    await notes.settle();
    notes.destroy();
  });

  it("sent to a real server leave board and notes as they were, and it goes on", {
    timeout: 60_000,
  }, async () => {
    const { documents, notes } = await offered();
    const { cookie } = room;
    const names = [documents[0]!.name, notes!];
    const watchers = await Promise.all(
      names.map((name) => openDocument({ url: twin.url, name, cookie })),
    );
    const before = watchers.map(({ doc }) => hash(doc));
    lines.length = 0;
    const samples = fc.sample(fc.array(frames(), { minLength: 25, maxLength: 25 }), {
      ...{ numRuns: 80, seed: SEED },
    });
    for (const [i, sample] of samples.entries()) {
      const raw = await openRaw(`${twin.url}/yjs/${names[i % 2]}`, cookie);
      for (const frame of sample) raw.send(frame);
      // After which the server answers still, or has closed for cause.
      raw.send(askFrame(Y.encodeStateVector(new Y.Doc())));
      const answer = raw.next((frame) => frame[0] === 0 && frame[1] === 1);
      const end = await Promise.race([answer, raw.closed]);
      if (typeof end === "number") expect(end).toBe(4403);
      raw.close();
      await raw.closed;
    }
    const after = await Promise.all(
      names.map((name) => openDocument({ url: twin.url, name, cookie })),
    );
    expect(after.map(({ doc }) => hash(doc))).toEqual(before);
    expect(watchers.map(({ doc }) => hash(doc))).toEqual(before);
    expect(watchers.flatMap(({ closes }) => closes)).toEqual([]);
    expect(lines.length).toBeLessThanOrEqual(samples.length);
    for (const client of [...watchers, ...after]) client.stop();
  });
});

describe("a connection is shown out with 4403", () => {
  it.each<[string, Uint8Array | string]>([
    ["text", "hello"],
    ["nothing", new Uint8Array(0)],
    ["an unknown message", Uint8Array.from([9, 1, 1])],
    ["more than one message", Uint8Array.from([0, 0, 1, 0, 9])],
    ["a broken state vector", askFrame(Uint8Array.from([200, 200, 200]))],
    ["a frame over 64 KiB", new Uint8Array(MAX_FRAME + 1)],
  ])("after three times %s", async (_, frame) => {
    const { documents } = await offered();
    lines.length = 0;
    const raw = await openRaw(`${twin.url}/yjs/${documents[0]!.name}`, room.cookie);
    for (let n = 0; n < 3; n += 1) raw.send(frame);
    expect(await raw.closed).toBe(4403);
    expect(lines).toHaveLength(1);
  });

  it("when it sends too fast", async () => {
    const { documents } = await offered();
    const raw = await openRaw(`${twin.url}/yjs/${documents[0]!.name}`, room.cookie);
    for (let n = 0; n < 400; n += 1) raw.send(Uint8Array.from([3]));
    expect(await raw.closed).toBe(4403);
  });
});

it("a giant frame ends its connection and nothing else", async () => {
  const { documents } = await offered();
  const [{ name }] = documents as [{ name: string }];
  const watcher = await openDocument({ url: twin.url, name, cookie: room.cookie });
  const raw = await openRaw(`${twin.url}/yjs/${name}`, room.cookie);
  raw.send(new Uint8Array(1_500_000));
  // Bun ends it before anybody reads it: with 1009, or with no word at all.
  expect([1006, 1009]).toContain(await raw.closed);
  expect(watcher.closes).toEqual([]);
  watcher.stop();
});
