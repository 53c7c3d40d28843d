import { existsSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";

const MEMORY = "/dev/shm";
/** What a whole run leaves lying about at its fullest, several times over. */
const ENOUGH = 4 * 2 ** 30;

/** For what a disk's slowness is part of: a program killed between what it wrote and what it said. */
export function folderOnDisk() {
  const usual = tmpdir();
  return usual.startsWith(MEMORY) ? "/tmp" : usual;
}

/**
 * Where a run keeps its databases and browser profiles, none of which outlives it: in memory where
 * the machine has such a folder with room enough, so that no test waits for a disk; else as usual.
 * @param {string} usual
 */
export function folderForTests(usual = tmpdir()) {
  if (!existsSync(MEMORY)) return usual;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize >= ENOUGH ? MEMORY : usual;
}
