import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** A server under load, ours or a peer, in a process of its own. */
export interface Door {
  url: string;
  /** Processor seconds spent by its process so far. */
  cpu(): number;
  stop(): Promise<void>;
}

/** Starts one of the programs in `peers/`, on Node, and waits until it listens. */
export function startPeer(program: string, args: string[]): Promise<Door> {
  return startDoor("node", [`${HERE}peers/${program}`, ...args], { ...process.env });
}

/** Starts a program that prints where it listens. */
export async function startDoor(
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<Door> {
  const child: ChildProcess = spawn(command, args, {
    cwd: `${HERE}../..`,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  let said = "";
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout!.on("data", (chunk) => {
      said += chunk;
      const [, address] = /listening on (http:\/\/\S+)/.exec(said) ?? [];
      if (address) resolve(address);
    });
    void ended.then(() => reject(new Error(`${args[0]} ended:\n${said}`)));
  });
  return {
    url,
    cpu: () => cpuOf(child.pid!),
    stop: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Clock ticks a second of `/proc`, the same on every Linux. */
const TICKS = 100;

/** Processor seconds of a process, its threads and what it waited for. */
function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const [, , ...rest] = stat.slice(stat.lastIndexOf(")")).split(" ");
  const [user, system] = [rest[10], rest[11]].map(Number);
  return (user! + system!) / TICKS;
}
