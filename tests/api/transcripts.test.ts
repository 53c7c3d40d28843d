import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createDatabase } from "../support/postgres.ts";
import { playFile } from "../transcripts/play.ts";

const FOLDER = join(import.meta.dirname, "../transcripts");
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".md"));

// One after the other: each play is a server of its own, and other test files use the other core.
test.each(files)("%s", { timeout: 120_000 }, async (name) => {
  const lines: string[] = [];
  const database = process.env.LINGDA_TEST_DB === "postgres" ? await createDatabase() : null;
  const print = (line: string) => lines.push(line);
  try {
    const options = database ? { print, databaseUrl: database.url } : { print };
    const { failed } = await playFile(join(FOLDER, name), options);
    expect(failed, lines.join("\n")).toBe(0);
  } finally {
    await database?.drop();
  }
});
