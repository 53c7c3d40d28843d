import { statSync } from "node:fs";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files worth starting first, so that none of them is alone at the end. */
const SLOW = [
  "tests/api/transcripts.test.ts",
  "tests/kernel/recount.test.ts",
  "tests/faults/",
  "tests/transcripts/runner.test.ts",
  "tests/sync/realtime-county.test.ts",
  "tests/sync/board-property.test.ts",
];

/**
 * Files of one project after another, for only they can share a worker; within a project what is
 * slow first, then the larger files.
 */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const projects = [...Map.groupBy(files, ({ project }) => project).values()];
    return projects.toReversed().flatMap((of) => of.sort((a, b) => weight(b) - weight(a)));
  }
}

function weight({ moduleId }: TestSpecification): number {
  const place = SLOW.findIndex((name) => moduleId.includes(`/${name}`));
  return place < 0 ? statSync(moduleId).size : (SLOW.length - place) * 1_000_000;
}
