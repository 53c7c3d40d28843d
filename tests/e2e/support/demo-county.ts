import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Program, startProgram } from "./program.ts";

/** Tells the workers where the county is. */
const FOLDER = "E2E_COUNTY";

/** Before all tests: makes the demo county once. @returns what removes it after them */
export default async function makeCounty(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "lingda-county-"));
  process.env[FOLDER] = folder;
  await (await startProgram(folder)).stop();
  return () => rmSync(folder, { recursive: true, force: true });
}

export interface Demo extends Program {
  /** Its database file. */
  file: string;
}

/**
 * A county of its own for one test, and a server of its own: a copy of the one made before, in
 * which nothing has happened yet, or with `morning` a first start as `npm start` makes it.
 */
export async function startDemo(morning: boolean): Promise<Demo> {
  const folder = mkdtempSync(join(tmpdir(), "lingda-e2e-"));
  if (!morning) cpSync(process.env[FOLDER]!, folder, { recursive: true });
  const program = await startProgram(folder, morning ? "morning" : "demo");
  return {
    url: program.url,
    file: join(folder, "lingda.db"),
    stop: async () => {
      await program.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
