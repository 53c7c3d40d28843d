import { readFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { NoBrowser } from "./browser.ts";
import { locate, ROOT, readFixture } from "./fixture.ts";
import { judge } from "./judge.ts";
import { isAboutNews, readersOf } from "./judge-news.ts";
import type { Moment } from "./moment.ts";
import { newsSince, survey } from "./news.ts";
import { parseTranscript } from "./parse.ts";
import { type Outcome, perform } from "./perform.ts";
import { countPushes } from "./pushes.ts";
import { type Server, startServer } from "./server.ts";
import { type Stage, setStage } from "./stage.ts";
import type { Line, Step, Transcript } from "./syntax.ts";

export interface PlayOptions {
  print(line: string): void;
  /** How a server is had; by default the program itself, over a temporary SQLite file. */
  start?: typeof startServer;
}

/** Lines, not files: a step, a check, a setting each pass or fail. */
export interface Score {
  passed: number;
  failed: number;
}

/**
 * Plays one transcript on a server of its own and prints each line with ✓ or ✗ and what was seen
 * instead. Never throws for what is wrong with the file or the server: that is a failure of it.
 *
 * @param path absolute
 */
export async function playFile(
  path: string,
  { print, start = startServer }: PlayOptions,
): Promise<Score> {
  const file = relative(ROOT, path).startsWith("..") ? path : relative(ROOT, path);
  const score: Score = { passed: 0, failed: 0 };
  const report = ({ line, source }: Line, problem: string | null, indent = "") => {
    score[problem === null ? "passed" : "failed"]++;
    print(`${indent}${problem === null ? "✓" : "✗"} ${line}: ${source}`);
    if (problem !== null) print(`${indent}    ${problem}`);
  };
  print(file);
  let server: Server | null = null;
  try {
    const transcript = parseTranscript(readFileSync(path, "utf8"), file);
    const ready = await open(transcript, path, start);
    server = ready.server;
    if (transcript.profile) report(transcript.profile, null);
    report(transcript.fixture, null);
    for (const step of transcript.steps) await play(step, ready.stage, report, print);
    if (score.failed > 0 && server.complaints())
      print(`the server printed:\n${server.complaints()}`);
  } catch (error) {
    score.failed++;
    print(`✗ ${(error as Error).message}`);
  } finally {
    await server?.stop();
  }
  return score;
}

/** A clock given before anything else is when the day begins. */
async function open(transcript: Transcript, path: string, start: typeof startServer) {
  const fixture = locate(transcript.fixture.value, path);
  const cast = readFixture(fixture);
  const profile = transcript.profile ? locate(transcript.profile.value, path) : cast.profile;
  const [first] = transcript.steps;
  const at = first?.action.kind === "clock" ? first.action.at : cast.at;
  const server = await start({ profile, fixture, at });
  return {
    server,
    stage: setStage(server, { accounts: cast.accounts, folder: dirname(path), now: at }),
  };
}

type Report = (line: Line, problem: string | null, indent?: string) => void;

async function play(
  step: Step,
  stage: Stage,
  report: Report,
  print: PlayOptions["print"],
): Promise<void> {
  let outcome: Outcome;
  let news: Moment["news"];
  let pushes: Moment["pushes"];
  try {
    const claims = step.checks.map(({ claim }) => claim);
    const sender = step.action.kind === "say" ? step.action.person : null;
    if (stage.readers.size === 0) await survey(stage);
    const readers = readersOf(claims.filter(isAboutNews), stage, sender);
    const before = await survey(stage, readers);
    pushes = await countPushes(claims, stage);
    outcome = await perform(step, stage);
    stage.turn += 1;
    let found: ReturnType<typeof newsSince> | null = null;
    news = () => {
      found ??= newsSince(before, stage, readers);
      return found;
    };
  } catch (error) {
    stage.turn += 1;
    if (error instanceof NoBrowser) return leaveOut(step, error.message, print);
    report(step, (error as Error).message);
    for (const check of step.checks) report(check, "its step was not done", "  ");
    return;
  }
  report(step, unexpected(step, outcome));
  for (const check of step.checks) {
    const verdict = judge(check.claim, { stage, outcome, news, pushes });
    report(check, await verdict.catch((error: Error) => error.message), "  ");
  }
  await outcome.page?.close();
}

/** Counts as neither passed nor failed, and is never left out in silence. */
function leaveOut(step: Step, why: string, print: PlayOptions["print"]): void {
  for (const { line, source } of [step, ...step.checks]) print(`- ${line}: ${source}`);
  print(`    left out: ${why}`);
}

/** A refusal nobody wrote down is a failure of the step itself. */
function unexpected({ checks }: Step, { refused }: Outcome): string | null {
  const foreseen = checks.some(({ claim }) => claim.kind === "refused" || claim.kind === "status");
  return refused === null || foreseen ? null : `refused: ${refused}`;
}
