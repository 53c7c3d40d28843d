import type { Identity } from "./identity.ts";

/**
 * Whom nothing has reached for a week (可能收不到, SPEC §1.15, §1.19): asked of sign-in now and then
 * and held only here. It answers of one person, yes or no, and never since when.
 */
export class Unreached {
  #people: ReadonlySet<string> = new Set();

  constructor(private readonly identity: Pick<Identity, "unreached">) {}

  /** Whether what is sent to them may not arrive, so that a call is better. */
  readonly mayMiss = (person: string): boolean => this.#people.has(person);

  async refresh(): Promise<void> {
    this.#people = new Set(await this.identity.unreached());
  }
}
