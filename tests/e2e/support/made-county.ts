import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { request } from "@playwright/test";
import { type Caller, callerOf } from "./caller.ts";
import { type Program, runProgram, startProgram } from "./program.ts";
import { expect } from "./test.ts";

/** A county made for one test, with a server of its own. */
export interface Made extends Program {
  /** Invitation token by account, which is the name. */
  invitations: Record<string, string>;
  callAs(who: string): Promise<Caller>;
}

/** @param fixture as db/fixture-shape.ts has it */
export async function startMade(fixture: object): Promise<Made> {
  const folder = mkdtempSync(join(tmpdir(), "lingda-made-"));
  const file = join(folder, "fixture.json");
  const letters = join(folder, "letters.json");
  writeFileSync(file, JSON.stringify(fixture));
  await runProgram(["db/seed.ts", "--fixture", file, "--invitations", letters], folder);
  const invitations = JSON.parse(readFileSync(letters, "utf8")) as Record<string, string>;
  const program = await startProgram(folder);
  return {
    url: program.url,
    invitations,
    callAs: (who) => enter(program.url, invitations[who]!),
    stop: async () => {
      await program.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function enter(url: string, invitation: string): Promise<Caller> {
  const context = await request.newContext({ baseURL: url });
  const entered = await context.post("/api/sign-in", { data: { invitation } });
  expect(entered.status(), await entered.text()).toBe(200);
  return callerOf(context);
}
