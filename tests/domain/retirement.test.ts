import { expect, it } from "vitest";
import { type Act, retiredBy } from "#domain/org/retirement";

it.each<[string, Act & Record<string, unknown>, string | null]>([
  ["a newer reply", { reply: "r2", verifiedAt: null, returnedAt: null }, "改报"],
  ["a verification", { verifiedAt: 1 }, "核实"],
  ["a return", { returnedAt: 1, verifiedAt: null }, "退回"],
  ["an excuse", { excusedAt: 1 }, "免报"],
  ["a submission", { submittedAt: 1, submittedReply: "r1" }, "上报"],
  ["a submission sent back", { submittedAt: null, submittedReply: null }, "退回上报"],
  ["a receipt", { ackedAt: 1 }, null],
  ["a difficulty", { difficulty: "人手", difficultyAt: 1 }, null],
  ["the clock", { overdue: true, step: 2 }, null],
  ["a deadline of the room", { dispatchedAt: 1, remindBy: 2 }, null],
])("%s", (_, change, by) => {
  expect(retiredBy(change)).toBe(by);
});
