import { spawn } from "node:child_process";

const TICK_MS = 2000;

/**
 * Runs a program to its end, and says every two seconds that it is still at it.
 * @param {string} title one line, said at the start
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 * @returns {Promise<string>} what it wrote, where `options` pipes it
 * @throws Error with that output when it fails
 */
export async function runWithProgress(title, command, args, options) {
  const started = Date.now();
  console.log(`${title} …`);
  const ticking = setInterval(() => {
    console.log(`  … ${Math.round((Date.now() - started) / 1000)} s`);
  }, TICK_MS);
  const written = [];
  const code = await new Promise((resolve, reject) => {
    const child = spawn(command, args, options);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk) => written.push(chunk));
    }
    child.on("error", reject);
    child.on("close", (exitCode) => resolve(exitCode ?? 1));
  }).finally(() => clearInterval(ticking));
  const output = Buffer.concat(written).toString();
  if (code !== 0) throw new Error(`${output}${title}: failed with exit code ${code}`);
  return output;
}
