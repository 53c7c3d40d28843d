import { expect, it } from "vitest";
import { addToPages, findPage, listPages } from "#db/book";
import { bots } from "../../server/bots.ts";
import { openTestKernel, type TestKernel } from "../support/kernel.ts";

const key = { of: "甲", node: "e1", day: "" };

async function withKernel(work: (k: TestKernel) => Promise<void>): Promise<void> {
  const k = await openTestKernel({ bots });
  try {
    await work(k);
  } finally {
    await k.stop();
  }
}

it("keeps sums beyond 2^53 ten-thousandths to the last one", () =>
  withKernel(async (k) => {
    const add = (delta: bigint) =>
      k.write((session) => addToPages(session, [{ ...key, words: [], sums: [0n, delta] }]));
    const stored = async () => (await findPage(k.kernel.read, key))!.sums[1];
    await add(699_999_999_999_999_901n);
    expect(await stored()).toBe(699_999_999_999_999_901n);
    await add(98n);
    expect(await stored()).toBe(699_999_999_999_999_999n);
    await add(-699_999_999_999_999_998n);
    expect(await stored()).toBe(1n);
  }));

it("has room for any number of words and sums, in parts that nobody sees", () =>
  withKernel(async (k) => {
    const words = Array.from({ length: 60 }, (_, i) => i);
    const sums = Array.from({ length: 90 }, (_, i) => (i < 40 || i > 80 ? BigInt(i) : 0n));
    await k.write((session) => addToPages(session, [{ ...key, words, sums }]));
    await k.write((session) => addToPages(session, [{ ...key, node: "e2", words: [7], sums }]));
    await k.write((session) => addToPages(session, [{ ...key, words: [5], sums: [] }]));
    const [first, second, ...more] = await listPages(k.kernel.read, { of: "甲", day: "" });
    expect(more).toEqual([]);
    expect(first!.words.slice(0, 60)).toEqual(words.with(0, 5));
    expect(Array.from(first!.sums, (n) => n ?? 0n).slice(0, 90)).toEqual(sums);
    expect([first!.version, second!.node, second!.words[0], second!.sums[89]]).toEqual([
      ...[2, "e2", 7],
      89n,
    ]);
    expect(await findPage(k.kernel.read, { ...key, day: "2020-01-27" })).toBeNull();
    const here = await listPages(k.kernel.read, { of: "甲", day: "", nodes: ["e2", "e3"] });
    expect(here).toEqual([second]);
  }));
