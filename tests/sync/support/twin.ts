import { type Logger, pino } from "pino";
import { bots } from "../../../server/bots.ts";
import type { HeldRefusals } from "../../../server/identity/held-refusals.ts";
import { type Listening, listen } from "../../../server/listen.ts";
import { type System, startSystem } from "../../../server/system.ts";
import type { TestServer } from "../../support/server.ts";

/** Another server over the same databases: what a restart finds, with nothing in memory. */
export interface Twin {
  url: string;
  system: System;
  stop(): Promise<void>;
}

/** The databases stay open when it stops; they are the first server's. */
export async function startTwin(
  { parts }: TestServer,
  log: Logger = pino({ level: "fatal" }),
  other: { refusals?: HeldRefusals; connectWithin?: number } = {},
): Promise<Twin> {
  const system = await startSystem(parts, { bots, clock: "manual", log, ...other });
  const server: Listening = listen(system, { host: "127.0.0.1", port: 0 });
  return {
    url: `http://127.0.0.1:${server.port}`,
    system,
    async stop() {
      system.realtime.stop();
      await server.stop();
    },
  };
}
