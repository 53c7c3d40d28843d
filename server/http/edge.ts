import type { Logger } from "pino";
import type { Kernel } from "#kernel/kernel";
import type { Identity } from "../identity/identity.ts";
import type { Offered } from "./page.ts";

/** What the HTTP edge stands on. */
export interface Edge {
  kernel: Kernel;
  identity: Identity;
  log: Logger;
  /** Null under the system clock: the test call does not exist then. */
  clock: { now(): number; moveTo(to: number): Promise<number> } | null;
  /** People of a demo whom the sign-in page offers; empty elsewhere. */
  cast: readonly Offered[];
}
