import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fault } from "../../web/src/lib/api/shapes.ts";
import { fitWithin } from "../../web/src/lib/attachments/fit-within.ts";
import { kindOfType, localName } from "../../web/src/lib/attachments/local-file.ts";
import { sizeWords } from "../../web/src/lib/attachments/size-words.ts";
import {
  type Entry,
  envelopeOf,
  nextFile,
  stageOf,
  verdictOfFault,
  withFile,
} from "../../web/src/lib/outbox/entry.ts";

const input = { item: "T1", values: { 在册: "6", 照片: ["local:a", "local:b"] } };
const entry: Entry = {
  ...{ n: 1, cid: "c1", person: "p", envelope: { channel: "staff:a", name: "report", input } },
  ...{ clientAt: 1_000, triedPlain: false, state: "saved", attempts: 0 },
  ...{ answer: null, fault: null, answeredAt: null, label: "", about: null },
  files: ["a", "b"].map((ref) => ({ ref, id: null, attempts: 0 })),
};
const uploaded: Entry = {
  ...entry,
  files: withFile({ ...entry, files: first() }, "b", { id: "B" }),
};

function first() {
  return withFile(entry, "a", { id: "A" });
}

describe("files go ahead of their command", () => {
  test("one after the other, and none twice", () => {
    expect(nextFile(entry)?.ref).toBe("a");
    expect(nextFile({ ...entry, files: first() })?.ref).toBe("b");
    expect(nextFile(uploaded)).toBeNull();
  });

  test("the command names them by the server's names", () => {
    expect(envelopeOf(uploaded, true, 1_500).input).toEqual({
      item: "T1",
      values: { 在册: "6", 照片: ["A", "B"] },
    });
    const message = { channel: "staff:a", text: "", attachments: ["local:b", "local:a"] };
    expect(envelopeOf({ ...uploaded, envelope: message }, true, 1_500).attachments).toEqual([
      "B",
      "A",
    ]);
  });

  test("what the writer typed stays as it is", () => {
    const typed = {
      channel: "c",
      text: "local:a",
      input: { note: "local:x", values: { 甲: "local:" } },
    };
    expect(envelopeOf({ ...uploaded, envelope: typed }, true, 1_500)).toEqual({
      cid: "c1",
      ...typed,
    });
  });

  test("how far it has come", () => {
    expect(stageOf(entry)).toBe("saved");
    expect(stageOf({ ...entry, state: "queued" })).toBe("queued");
    expect(stageOf({ ...uploaded, state: "queued" })).toBe("delivered");
    expect(stageOf({ ...uploaded, state: "accepted" })).toBe("accepted");
  });
});

describe("a line that comes and goes", () => {
  /** What a sending meets; `lost` is done by the server, but its answer never arrives. */
  const luck = fc.constantFrom("done", "lost", "offline", "crash");

  test("each file is stored once, and the same cid always sends the same command", () => {
    fc.assert(
      fc.property(fc.array(luck, { maxLength: 30 }), (meets) => {
        const stored = new Map<string, string>();
        const commands: string[] = [];
        let now: Entry = entry;
        for (const meet of [...meets, "done", "done", "done"] as const) {
          const file = nextFile(now);
          if (!file) {
            commands.push(JSON.stringify(envelopeOf(now, false, 60_000)));
            continue;
          }
          if (meet === "crash" || meet === "offline") continue;
          // The server answers by the cid of the upload.
          const id = stored.get(file.ref) ?? `id-${stored.size}`;
          stored.set(file.ref, id);
          if (meet === "done") now = { ...now, files: withFile(now, file.ref, { id }) };
        }
        expect(stored.size).toBe(2);
        expect(new Set(commands).size).toBe(1);
        expect(commands[0]).not.toContain("local:");
      }),
    );
  });

  const fault = (code: Fault["code"]): Fault => ({ code, message: "" });

  test("offline and busy: again", () => {
    expect(verdictOfFault(9, fault("offline"))).toBe("again");
    expect(verdictOfFault(9, fault("rate_limited"))).toBe("again");
  });

  test.each(["bad_argument", "too_large", "conflict", "forbidden"] as const)(
    "%s: the whole entry is given back",
    (code) => expect(verdictOfFault(0, fault(code))).toBe("refused"),
  );
});

describe("what a phone keeps of a photo", () => {
  test("it fits, keeps its shape, and never grows", () => {
    const side = fc.integer({ min: 1, max: 12_000 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const [w, h] = fitWithin(width, height);
        expect(Math.max(w, h)).toBeLessThanOrEqual(Math.max(1920, 1));
        expect(w).toBeLessThanOrEqual(width);
        expect(h).toBeLessThanOrEqual(height);
        expect(Math.abs(w * height - h * width)).toBeLessThanOrEqual(Math.max(width, height));
      }),
    );
  });

  test("kinds and sizes in words", () => {
    expect(["image/heic", "audio/amr", "", "application/pdf"].map(kindOfType)).toEqual([
      "photo",
      "voice",
      "file",
      "file",
    ]);
    expect([1, 380 * 1024, 2.4 * 1024 * 1024].map(sizeWords)).toEqual(["1 KB", "380 KB", "2.4 MB"]);
    expect(localName("x")).toBe("local:x");
  });
});
