import { runProgram } from "./program.ts";

/** How many replies a county's database file holds. */
export async function countReplies(file: string): Promise<number> {
  return Number(await runProgram(["tests/e2e/support/count-replies.ts", file]));
}
