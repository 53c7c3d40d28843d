import { expect, it } from "vitest";
import { MB } from "#domain/file/attachment-kind";
import { Hold } from "../../server/attachments/hold.ts";
import { limitConcurrency } from "../../server/attachments/limit-concurrency.ts";

/** Work that lasts until it is told to end. */
const lasting = () => Promise.withResolvers<string>();

it("lets uploads in while there is room for them, and again when there is", async () => {
  const hold = new Hold();
  const works = Array.from({ length: 4 }, lasting);
  const inside = works.map(({ promise }) => hold.during(20 * MB, () => promise));
  const one = (bytes: number) => hold.during(bytes, async () => "in");
  await expect(one(20 * MB)).rejects.toMatchObject({ code: "rate_limited" });
  expect(await one(10 * MB)).toBe("in");
  works[0]!.resolve("done");
  await inside[0];
  expect(await one(20 * MB)).toBe("in");
  works[1]!.reject(new Error("broken"));
  await expect(inside[1]).rejects.toThrow("broken");
  expect(await one(36 * MB)).toBe("in");
});

it("counts even the smallest as work", async () => {
  const hold = new Hold();
  const work = lasting();
  const crowd = Array.from({ length: 1401 }, () => hold.during(1, () => work.promise));
  work.resolve("in");
  const ends = await Promise.allSettled(crowd);
  expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(192);
});

it("works at two at a time, in the order they came, whatever fails", async () => {
  const inTurn = limitConcurrency(2);
  const begun: number[] = [];
  const works = Array.from({ length: 5 }, lasting);
  const jobs = works.map(({ promise }, n) =>
    inTurn(() => {
      begun.push(n);
      return promise;
    }),
  );
  expect(begun).toEqual([0, 1]);
  works[1]!.reject(new Error("broken"));
  await expect(jobs[1]).rejects.toThrow("broken");
  works[0]!.resolve("");
  await jobs[0];
  works[2]!.resolve("");
  await jobs[2];
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  works[3]!.resolve("");
  works[4]!.resolve("");
  await Promise.all([jobs[3], jobs[4]]);
  expect(await inTurn(async () => "free again")).toBe("free again");
});
