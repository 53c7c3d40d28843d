import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Refusal } from "#contract/errors";
import { Cursor, pageOf, readPage, type Wish } from "#views/paging";

interface Row {
  id: string;
  rank: number;
}
const listing = { list: "rows", id: ({ id }: Row) => id, rank: ({ rank }: Row) => rank };
const rowsOf = (...ids: string[]): Row[] => ids.map((id) => ({ id, rank: id.charCodeAt(0) }));
const read = (rows: Row[], wish: Wish) => {
  const { rows: found, next } = pageOf(rows, wish, listing);
  return { ids: found.map(({ id }) => id).join(""), after: next ?? undefined };
};

describe("a page of a list in memory", () => {
  it("goes on where the last one ended, whatever came before it meanwhile", () => {
    const first = read(rowsOf("b", "d", "f", "h"), { limit: 2 });
    expect(first.ids).toBe("bd");
    expect(read(rowsOf("a", "b", "c", "d", "e", "f", "h"), { limit: 2, ...first }).ids).toBe("ef");
    expect(read(rowsOf("d", "f", "h"), { limit: 2, ...first }).ids).toBe("fh");
  });

  it("goes on where the last one ended, should its last row be gone with others before it", () => {
    const { after } = read(rowsOf("b", "d", "f", "h"), { limit: 2 });
    expect(read(rowsOf("f", "h"), { limit: 2, after }).ids).toBe("fh");
    expect(read(rowsOf("a"), { limit: 2, after }).ids).toBe("");
  });

  it("gives each row once, by pages of any size", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(500)), fc.integer({ min: 1, max: 7 }), (ids, limit) => {
        const rows = ids.map((n) => ({ id: String(n), rank: 0 }));
        const got: string[] = [];
        let after: string | undefined;
        do {
          const page = pageOf(rows, { limit, after }, { list: "rows", id: ({ id }) => id });
          expect(page.rows.length).toBeLessThanOrEqual(limit);
          got.push(...page.rows.map(({ id }) => id));
          after = page.next ?? undefined;
        } while (after !== undefined);
        expect(got).toEqual(rows.map(({ id }) => id));
      }),
    );
  });
});

describe("a page of a table", () => {
  const table = Array.from({ length: 50 }, (_, n) => n);
  const asked: number[] = [];
  const even = (wish: Wish) =>
    readPage(wish, {
      cursor: new Cursor("numbers", z.int()),
      read: async (after, limit) => {
        asked.push(limit);
        return table.filter((n) => n > (after ?? -1)).slice(0, limit);
      },
      keyOf: (n) => n,
      keep: (n) => (n % 2 === 0 ? n : null),
    });

  it("is filled from further rows where some are not to be seen, and reads no more than it needs", async () => {
    const first = await even({ limit: 4 });
    expect(first.rows).toEqual([0, 2, 4, 6]);
    expect(Math.max(...asked)).toBe(5);
    const second = await even({ limit: 4, after: first.next! });
    expect(second.rows).toEqual([8, 10, 12, 14]);
    const last = await even({ limit: 200, after: second.next! });
    expect([last.rows.length, last.next]).toEqual([17, null]);
  });
});

describe("a cursor", () => {
  const cursor = new Cursor("numbers", z.int());
  const codeOf = (text: string) => {
    try {
      return cursor.read(text);
    } catch (error) {
      const { code, field, message } = (error as Refusal).body;
      return { code, field, message };
    }
  };

  it("reads back what it wrote", () => {
    expect(cursor.read(cursor.write(7))).toBe(7);
  });

  it.each([
    "x",
    "-1",
    "",
    "7",
    new Cursor("letters", z.int()).write(7),
    new Cursor("numbers", z.string()).write("7"),
    Buffer.from("[").toString("base64url"),
    Buffer.from('["numbers",7,8]').toString("base64url"),
  ])("refuses %s with a sentence", (text) => {
    expect(codeOf(text)).toEqual({
      code: "malformed",
      field: "after",
      message: "after 要用同一列表上一页给的 next，照原样写；要从头看就去掉 after",
    });
  });
});
