import { runningProgram } from "./program.ts";

/** Tells the workers where the program with the counties listens. */
const COUNTIES = "E2E_COUNTIES";

/** Before all tests: starts the program that has their counties. @returns what ends it after them */
export default async function startCounties(): Promise<() => Promise<void>> {
  const program = await runningProgram(["tests/support/demo-counties.ts"]);
  process.env[COUNTIES] = program.url;
  return program.stop;
}

export interface Demo {
  /** Where it listens. */
  url: string;
  /** How many replies its database holds. */
  countReplies(): Promise<number>;
  /** What its places, people and channels are called. */
  names(): Promise<string[]>;
  stop(): Promise<void>;
}

/**
 * A county of its own for one test, and a server of its own: a copy of one in which nothing has
 * happened yet, or with `morning` of one as the first `npm start` leaves it.
 */
export async function startDemo(morning: boolean): Promise<Demo> {
  const { url } = await (await ask("POST", morning ? "/?morning" : "/")).json();
  const query = `?url=${encodeURIComponent(url)}`;
  return {
    url,
    countReplies: async () => (await ask("GET", `/replies${query}`)).json(),
    names: async () => (await ask("GET", `/names${query}`)).json(),
    stop: async () => void (await ask("DELETE", `/${query}`)),
  };
}

async function ask(method: string, path: string): Promise<Response> {
  const answer = await fetch(process.env[COUNTIES] + path, { method });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}
