import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { newestInstant } from "#db/manual-clock";
import { nextDue } from "#db/timers";
import type { Bot } from "#kernel/define-kind";
import { createKernel, type Kernel } from "#kernel/kernel";
import { createIds } from "#kernel/random-id";
import { createManualClock, type ManualClock } from "./clock/manual-clock.ts";
import { type RunningClock, startSystemClock } from "./clock/system-clock.ts";
import { createApp } from "./http/app.ts";
import type { Offered } from "./http/page.ts";
import type { Parts } from "./parts.ts";

/** A running county: everything but the socket it listens on. */
export interface System {
  kernel: Kernel;
  clock: ManualClock | null;
  app: ReturnType<typeof createApp>;
  /** Stops the clock, lets what it fires end, and closes the databases. */
  close(): Promise<void>;
}

/** @throws Error when the database has not been seeded with a county */
export async function startSystem(
  parts: Parts,
  options: { bots: Bot[]; clock: "system" | "manual"; log: Logger; cast?: Offered[] },
): Promise<System> {
  const { store, identity } = parts;
  const { bots, log } = options;
  let clock: ManualClock | null = null;
  const kernel = await createKernel({
    store,
    bots,
    now: () => clock?.now() ?? Date.now(),
    newId: createIds(),
    random: Math.random,
    onFault: (id, error) => log.error({ fault: id, err: error }, "fault"),
  });
  let running: RunningClock | null = null;
  if (options.clock === "manual") {
    const start = (await newestInstant(store.read)) ?? Date.now();
    clock = createManualClock(start, (at) => kernel.fireDue(at));
  } else {
    const timers = {
      fireDue: (at: number) => kernel.fireDue(at),
      nextDue: () => nextDue(store.read),
      onCommit: kernel.onCommit,
    };
    running = startSystemClock(timers, Date.now, (error) =>
      log.error({ fault: randomUUID(), err: error }, "timer"),
    );
  }
  return {
    kernel,
    clock,
    app: createApp({ kernel, identity, log, clock, cast: options.cast ?? [] }),
    async close() {
      await running?.stop();
      await identity.close();
      await store.close();
    },
  };
}
