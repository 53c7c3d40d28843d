import type { LogEntry } from "#contract/command-log";
import { faultOf } from "#web/api/client.ts";
import type { Fault } from "#web/api/shapes.ts";
import { commandLog } from "./calls.ts";

/** The record of what was done, a page at a time. */
export class Log {
  entries = $state.raw<LogEntry[] | null>(null);
  next = $state.raw<string | null>(null);
  fault = $state.raw<Fault | null>(null);
  busy = $state(false);
  /** Whose alone; null is everyone one may see. */
  person = $state.raw<{ id: string; name: string } | null>(null);

  async only(person: { id: string; name: string } | null): Promise<void> {
    this.person = person;
    await this.start();
  }

  async start(): Promise<void> {
    this.entries = null;
    this.next = null;
    await this.#ask();
  }

  async older(): Promise<void> {
    if (this.next !== null) await this.#ask();
  }

  async #ask(): Promise<void> {
    const { person, next: after } = this;
    this.busy = true;
    this.fault = null;
    try {
      const page = await commandLog({
        ...(person && { person: person.id }),
        ...(after !== null && { after }),
      });
      // Somebody else was asked for meanwhile.
      if (person !== this.person) return;
      this.entries = [...(after === null ? [] : (this.entries ?? [])), ...page.entries];
      this.next = page.next;
    } catch (error) {
      this.fault = faultOf(error);
    } finally {
      this.busy = false;
    }
  }
}
