import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { newestInstant } from "#db/manual-clock";
import { nextDue } from "#db/timers";
import type { Bot } from "#kernel/define-bot";
import { createKernel, type Kernel } from "#kernel/kernel";
import { createIds } from "#kernel/random-id";
import { createAttachments } from "./attachments/attachments.ts";
import { type Boards, createBoards } from "./board/boards.ts";
import { createManualClock, type ManualClock } from "./clock/manual-clock.ts";
import { type RunningClock, startSystemClock } from "./clock/system-clock.ts";
import { DemoAnswers } from "./demo-answers.ts";
import { tellingEnded } from "./ended-sessions.ts";
import { createApp } from "./http/app.ts";
import type { Offered } from "./http/site.ts";
import { HeldRefusals } from "./identity/held-refusals.ts";
import type { Identity } from "./identity/identity.ts";
import { Unreached } from "./identity/unreached.ts";
import type { SocketEdge } from "./listen.ts";
import type { Parts } from "./parts.ts";
import { createRealtime, type Realtime } from "./realtime/realtime.ts";

/** How often it is asked whom nothing reaches. Milliseconds. */
const ASKED_EVERY = 10 * 60_000;

/** A running county: everything but the socket it listens on. */
export interface System {
  kernel: Kernel;
  clock: ManualClock | null;
  app: ReturnType<typeof createApp>;
  realtime: Realtime;
  boards: Boards;
  /** Who may come in; ends the sockets of the sessions it ends. */
  identity: Identity;
  /** What speaks websocket, each under a path of its own. */
  sockets: SocketEdge[];
  /** Stops the clock, lets what it fires end, and closes the databases. */
  close(): Promise<void>;
}

/** @throws Error when the database has not been seeded with a county */
export async function startSystem(
  parts: Parts,
  options: {
    bots: Bot[];
    clock: "system" | "manual";
    /** Where a manual clock begins, if not where it stood. Epoch milliseconds. */
    from?: number;
    log: Logger;
    cast?: Offered[];
    /** How long other grids of a demo take to answer; as `DemoAnswersParts`. */
    answersWithin?: number;
    /** Addresses by which phones reach the server; by default none. */
    lan?: () => string[];
    /** On another clock than the machine's. */
    refusals?: HeldRefusals;
    /** How long a socket may be silent about who it is; five seconds unless told, as `RealtimeParts`. */
    connectWithin?: number;
  },
): Promise<System> {
  const { store } = parts;
  const { bots, log } = options;
  let clock: ManualClock | null = null;
  const manualStart =
    options.clock === "manual"
      ? (options.from ?? (await newestInstant(store.read)) ?? Date.now())
      : null;
  const unreached = new Unreached(parts.identity);
  await unreached.refresh();
  const kernel = await createKernel({
    store,
    mayMiss: unreached.mayMiss,
    bots,
    now: () => clock?.now() ?? manualStart ?? Date.now(),
    newId: createIds(),
    random: Math.random,
    onFault: (id, error) => log.error({ fault: id, err: error }, "fault"),
  });
  let running: RunningClock | null = null;
  if (manualStart !== null) {
    clock = createManualClock(manualStart, (at) => kernel.fireDue(at));
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
  const identity = tellingEnded(parts.identity, (ids) => {
    realtime.closeSessions(ids);
    boards.closeSessions(ids);
  });
  const refusals = options.refusals ?? new HeldRefusals(() => performance.now());
  const beat = setInterval(() => refusals.sweep(), 1_000);
  const asking = setInterval(() => {
    unreached
      .refresh()
      .catch((error) => log.error({ fault: randomUUID(), err: error }, "unreached"));
  }, ASKED_EVERY);
  const realtime = createRealtime({
    ...{ kernel, identity, refusals, log },
    connectWithin: options.connectWithin,
    onFault: (error) => log.error({ fault: randomUUID(), err: error }, "socket"),
  });
  const boards = createBoards({
    ...{ kernel, identity, refusals, log },
    onFault: (error) => log.error({ fault: randomUUID(), err: error }, "board"),
  });
  const { cast = [], lan = () => [], answersWithin: within } = options;
  const send = async (request: Request) => app.fetch(request, { ip: "127.0.0.1" });
  const demo =
    cast.length > 0 ? new DemoAnswers({ identity, send, cast, log, now: Date.now, within }) : null;
  const app = createApp({
    ...{ kernel, identity, log, clock, boards, cast, lan, demo },
    attachments: createAttachments(kernel),
  });
  return {
    kernel,
    clock,
    realtime,
    boards,
    identity,
    sockets: [realtime, boards],
    app,
    async close() {
      await demo?.stop();
      clearInterval(beat);
      clearInterval(asking);
      realtime.stop();
      boards.stop();
      await boards.settle();
      await running?.stop();
      await identity.close();
      await store.close();
    },
  };
}
