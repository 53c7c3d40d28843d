import type { Refusal } from "#contract/errors";
import type { Session, Store } from "#db/open";
import type { Org } from "#domain/org/org-index";
import type { Registry } from "./registry.ts";
import type { Written } from "./writer.ts";

/** The parts that `perform` and the timers share. */
export interface Runtime {
  store: Store;
  registry: Registry;
  now(): number;
  newId(): string;
  org(): Org;
  /** Runs a job in a transaction; resolves after its commit, with the new tree in force. */
  write<T>(job: (session: Session) => Promise<Written<T>>): Promise<T>;
  /** Logs a fault of ours under an opaque id and makes the sentence the person sees. */
  report(error: unknown): Refusal;
}
