import { transcriptLines } from "./fences.ts";
import { parseAction } from "./parse-action.ts";
import { parseClaim } from "./parse-claim.ts";
import { type Line, type Setting, type Step, SyntaxProblem, type Transcript } from "./syntax.ts";

const CHECK = /^=>\s*/;
const SETTING = /^(profile|fixture)\s+(\S+)$/;

/**
 * Reads a transcript (SPEC §8).
 *
 * @param file how the file is named in errors
 * @throws SyntaxProblem naming file and line
 */
export function parseTranscript(markdown: string, file: string): Transcript {
  const { lines, unclosed } = transcriptLines(markdown);
  const refuse = (line: number, why: string): never => {
    throw new SyntaxProblem(`${file}:${line}: ${why}`);
  };
  if (unclosed !== null) refuse(unclosed, "this fence is never closed");

  const settings = new Map<string, Setting>();
  const steps: Step[] = [];
  for (const at of lines) {
    const attempt = <T>(parse: (source: string) => T): T => {
      try {
        return parse(at.source.replace(CHECK, ""));
      } catch (error) {
        return refuse(at.line, (error as Error).message);
      }
    };
    if (CHECK.test(at.source)) {
      const step = steps.at(-1);
      if (!step) refuse(at.line, "a check stands before the first step");
      else step.checks.push({ ...at, claim: attempt(parseClaim) });
      continue;
    }
    const setting = readSetting(at);
    if (setting === null) {
      steps.push({ ...at, action: attempt(parseAction), checks: [] });
      continue;
    }
    const { key, value } = setting;
    if (steps.length > 0) refuse(at.line, `${key} belongs before the first step`);
    if (settings.has(key)) refuse(at.line, `${key} is given twice`);
    settings.set(key, { ...at, value });
  }

  const fixture = settings.get("fixture");
  if (steps.length === 0) return refuse(1, "no steps");
  if (!fixture) return refuse(steps[0]?.line ?? 1, "no fixture is named before the first step");
  return { profile: settings.get("profile") ?? null, fixture, steps };
}

function readSetting({ source }: Line): { key: string; value: string } | null {
  const [, key, value] = SETTING.exec(source) ?? [];
  return key && value ? { key, value } : null;
}
