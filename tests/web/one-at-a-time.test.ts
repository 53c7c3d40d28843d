import { expect, it } from "vitest";
import { oneAtATime } from "#web/api/one-at-a-time.ts";

it("asks once more for all who asked while an answer was on its way, and gives them the newer", async () => {
  const answers: PromiseWithResolvers<string>[] = [];
  const ask = oneAtATime(() => {
    const answer = Promise.withResolvers<string>();
    answers.push(answer);
    return answer.promise;
  });
  const asked = [ask(), ask(), ask()];
  expect(answers).toHaveLength(1);
  answers[0]!.resolve("older");
  await answers[0]!.promise;
  await Promise.resolve();
  expect(answers).toHaveLength(2);
  answers[1]!.resolve("newer");
  expect(await Promise.all(asked)).toEqual(["newer", "newer", "newer"]);

  const afterwards = ask();
  expect(answers).toHaveLength(3);
  answers[2]!.reject(new Error("no line"));
  await expect(afterwards).rejects.toThrow("no line");
  const again = ask();
  answers[3]!.resolve("back");
  expect(await again).toBe("back");
});
