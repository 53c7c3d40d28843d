import { describe, expect, test } from "vitest";
import { lineAtOpening, nextLine, type Reading } from "../../web/src/lib/chat/unread-line.ts";

const at = (more: Partial<Reading> = {}): Reading => ({
  ...{ readTo: 10, unread: 0, lastSeq: 10, isAtEnd: true, isHidden: false },
  ...more,
});
/** Where the line stands after all that has happened since the channel was opened; null for none. */
const lineAfter = ([opening, ...later]: Partial<Reading>[]): number | null => {
  const line = later.map((one) => at(one)).reduce(nextLine, lineAtOpening(at(opening)));
  return line.stands ? line.after : null;
};
const READ = { readTo: 14, lastSeq: 14 };

describe("the line above what is new", () => {
  test.each<[string, Partial<Reading>[], number | null]>([
    ["nothing was new", [{}], null],
    ["new ones stood there", [{ unread: 4, lastSeq: 14 }], 10],
    ["it stays once they are read", [{ unread: 4, lastSeq: 14 }, READ], 10],
    [
      "it does not move while more comes",
      [{ unread: 4, lastSeq: 14 }, READ, { ...READ, unread: 1, lastSeq: 15 }],
      10,
    ],
    ["none above what comes before one's eyes", [{}, { unread: 1, lastSeq: 11 }], null],
    [
      "above what comes while one reads further up",
      [{}, { unread: 1, lastSeq: 11, isAtEnd: false }],
      10,
    ],
    [
      "and there it stays when one goes down",
      [{}, { unread: 1, lastSeq: 11, isAtEnd: false }, { readTo: 11, lastSeq: 11 }],
      10,
    ],
    [
      "above what comes while one looks away",
      [READ, { ...READ, unread: 2, lastSeq: 16, isHidden: true }],
      14,
    ],
    [
      "also where another line stood that was read",
      [{ unread: 4, lastSeq: 14 }, READ, { ...READ, unread: 2, lastSeq: 16, isHidden: true }],
      14,
    ],
    [
      "but not while one is still on the way from it",
      [
        { unread: 4, lastSeq: 14 },
        { ...READ, isAtEnd: false },
        { ...READ, unread: 2, lastSeq: 16, isAtEnd: false, isHidden: true },
      ],
      10,
    ],
    ["one's own words are not new", [{}, { lastSeq: 11, isAtEnd: false }], null],
  ])("%s", (_, readings, after) => expect(lineAfter(readings)).toBe(after));

  test("a pill counts only what lies above", () => {
    expect(lineAtOpening(at({ unread: 300, lastSeq: 310 })).waiting).toBe(300);
    const above = at({ unread: 1, lastSeq: 11, isAtEnd: false });
    expect(nextLine(lineAtOpening(at()), above).waiting).toBe(0);
  });
});
