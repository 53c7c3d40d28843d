import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Order } from "./county-clients.ts";

/** The county's phones, each order answered by one line. */
export interface County {
  order<T>(order: Order): Promise<T>;
  stop(): void;
}

export function startCounty(): County {
  const script = fileURLToPath(new URL("./county-clients.ts", import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [script], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: child.stdout! }).on("line", (line) => waiting.shift()?.(line));
  return {
    async order<T>(order: Order) {
      const { promise, resolve } = Promise.withResolvers<string>();
      waiting.push(resolve);
      child.stdin!.write(`${JSON.stringify(order)}\n`);
      const answer = JSON.parse(await promise);
      if (answer.error) throw new Error(`${order.do}: ${answer.error}`);
      return answer as T;
    },
    stop: () => {
      child.kill();
    },
  };
}
