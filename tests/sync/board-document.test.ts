import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { type BoardRow, type BoardTotals, observeBoard, readBoard } from "#contract/board";
import {
  type DocumentName,
  formatDocumentName,
  itemFromName,
  parseDocumentName,
} from "#contract/board-documents";
import { zeroCounts } from "#domain/count/tally";
import { type BoardContents, BoardDocument } from "../../server/board/board-document.ts";

function row(i: number, n: number): BoardRow {
  return {
    ...{ id: `t${i}`, node: `n${i}`, name: `${i}号网格`, path: `镇/村/${i}号网格` },
    ...{
      colour: null,
      grade: null,
      state: n === 0 ? "已派" : "已报",
      marks: n > 5 ? ["补报"] : [],
    },
    ...{ time: n === 0 ? null : 1_580_000_000_000 + n, post: n === 0 ? null : "专职网格员" },
    ...{ values: n === 0 ? {} : { 在册: n }, given: [], nil: false, version: n, due: null },
  };
}

function totals(node: string, replied: number): BoardTotals {
  return {
    ...{ node, name: node, counts: { ...zeroCounts(), expected: 9, replied } },
    ...{ line: `应报9 已报${replied}`, sums: replied > 0 ? { 在册: replied } : {} },
  };
}

function contents(cells: number[], towns: number[] = []): BoardContents {
  const sum = cells.reduce((a, b) => a + b, 0);
  return {
    ...{ item: "2020-T0127-01", town: null, sequence: sum, at: sum, fields: ["在册", "备注"] },
    rows: cells.map((n, i) => row(i, n)),
    totals: totals("county", sum),
    towns: towns.map((n, i) => totals(`town${i}`, n)),
  };
}

/** What a reader must have, whatever was written on the way. */
function shown({ fields: _, ...board }: BoardContents) {
  return board;
}

/** Another document that gets every update, as over a wire. */
function follower(of: Y.Doc): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(of));
  of.on("update", (update: Uint8Array) => Y.applyUpdate(doc, update));
  return doc;
}

describe("a board document", () => {
  it("is for every reader what was shown last, over any changes", () => {
    const cell = fc.nat(9);
    const step = fc.record({ at: fc.nat(99), cell, town: fc.nat(99), grow: fc.nat(30) });
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 1, maxLength: 8 }),
        fc.array(step),
        (start, steps) => {
          let cells = start;
          let towns = [0, 0, 0];
          const document = new BoardDocument("board:x@1", contents(cells, towns));
          const doc = follower(document.doc);
          let observed = readBoard(doc);
          const stop = observeBoard(doc, (board) => {
            observed = board;
          });
          for (const { at, cell: n, town, grow } of steps) {
            cells = cells.map((old, i) => (i === at % cells.length ? n : old));
            towns = towns.map((old, i) => (i === town % 3 ? n : old));
            if (grow === 0) cells = [...cells, n];
            const now = contents(cells, towns);
            document.show(now);
            expect(observed).toEqual(shown(now));
          }
          expect(readBoard(doc)).toEqual(shown(contents(cells, towns)));
          expect(readBoard(follower(document.doc))).toEqual(readBoard(doc));
          stop();
        },
      ),
      { numRuns: 60 },
    );
  });

  it("writes nothing when nothing changed", () => {
    const document = new BoardDocument("board:x@1", contents([1, 2]));
    let updates = 0;
    document.doc.on("update", () => {
      updates += 1;
    });
    document.show(contents([1, 2]));
    expect(updates).toBe(0);
    document.show(contents([1, 3]));
    expect(updates).toBe(1);
  });

  it("stays small however old it gets, and rows that did not change stay the same objects", () => {
    const cells = Array.from({ length: 500 }, () => 0);
    const document = new BoardDocument("board:x@1", contents(cells));
    const doc = follower(document.doc);
    let now = contents(cells);
    let before = readBoard(doc)!;
    let kept = 0;
    observeBoard(doc, (board) => {
      kept += board.rows.filter((one, i) => one === before.rows[i]).length;
      before = board;
    });
    for (let n = 1; n <= 3_000; n += 1) {
      cells[n % 500] = 1 + (n % 9);
      const next = contents(cells);
      // As the server has it: what was not read again is the same row.
      next.rows = next.rows.map((one, i) => (i === n % 500 ? one : now.rows[i]!));
      now = next;
      document.show(now);
    }
    expect(before).toEqual(shown(contents(cells)));
    const fresh = new BoardDocument("board:x@2", contents(cells));
    const size = (of: Y.Doc) => Y.encodeStateAsUpdate(of).length;
    expect(size(document.doc)).toBeLessThan(4 * size(fresh.doc));
    // All but the changed row, except where a new base came.
    expect(kept).toBeGreaterThan(3_000 * 490);
  });
});

describe("names of documents", () => {
  it.each<[string, DocumentName]>([
    ["board:2020-T0127-01@k3", { kind: "board", item: "2020-T0127-01", town: null, epoch: "k3" }],
    [
      "board:2020-T0127-01.3:330824107@0",
      { kind: "board", item: "2020-T0127-01#3", town: "330824107", epoch: "0" },
    ],
    ["notes:2020-T0127-01.12", { kind: "notes", item: "2020-T0127-01#12", town: null }],
    [
      "notes:2020-order-kaihua-芹阳-17:kaihua-芹阳",
      { kind: "notes", item: "2020-order-kaihua-芹阳-17", town: "kaihua-芹阳" },
    ],
  ])("%s", (text, name) => {
    expect(formatDocumentName(name)).toBe(text);
    expect(parseDocumentName(text)).toEqual(name);
  });

  it.each(["", "board:", "board:x", "board:x@", "board:x@A", "notes:x@1", "notes:", "other:x@1"])(
    "“%s” is none",
    (text) => expect(parseDocumentName(text)).toBeNull(),
  );

  it("a round's # becomes a dot and comes back", () => {
    expect(itemFromName("T0127-01.12")).toBe("T0127-01#12");
    expect(itemFromName("T0127-01")).toBe("T0127-01");
  });
});
