import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { startInProcess } from "../support/transcript-server.ts";
import { playFile } from "../transcripts/play.ts";

const FOLDER = join(import.meta.dirname, "../transcripts");
const isPostgres = process.env.LINGDA_TEST_DB === "postgres";
/** What commands say to one typed line is the same on both: PostgreSQL plays the days. */
const DAYS = /^(kaihua|yongtai|rounds|replies|reviews|mending|reminders)/;
const files = readdirSync(FOLDER).filter(
  (name) => name.endsWith(".md") && name !== "README.md" && (!isPostgres || DAYS.test(name)),
);

// Two at a time: each play is a server of its own, and this file is among the last to end.
test.concurrent.for(files)("%s", { timeout: 120_000 }, async (name, { expect }) => {
  const lines: string[] = [];
  const print = (line: string) => lines.push(line);
  const { failed } = await playFile(join(FOLDER, name), { print, start: startInProcess });
  expect(failed, lines.join("\n")).toBe(0);
  for (const line of lines.filter((one) => one.includes("left out: "))) console.log(name, line);
});
