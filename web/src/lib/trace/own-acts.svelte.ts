import type { LogEntry } from "#contract/command-log";
import { DAY, startOfDay } from "#domain/time/zone";
import { api } from "#web/api/calls.ts";
import { faultOf } from "#web/api/client.ts";
import { askOrRemember } from "#web/api/remembered.ts";
import type { Fault } from "#web/api/shapes.ts";
import { now } from "#web/clock/now.ts";
import { session } from "#web/session/session.svelte.ts";

/** What the signed-in person did on one day in Shanghai, newest first, from the command log. */
export class OwnActs {
  entries = $state.raw<LogEntry[] | null>(null);
  fault = $state.raw<Fault | null>(null);
  /** When the server was last asked; what this device has sent since is known here only. */
  askedAt = $state(0);
  #day = 0;
  #turn = 0;

  /** @param at any instant of the day */
  async show(at: number): Promise<void> {
    const from = startOfDay(at);
    if (from !== this.#day) this.entries = null;
    this.#day = from;
    this.#turn += 1;
    const turn = this.#turn;
    const person = session.me?.id;
    if (person === undefined) return;
    try {
      const asked = now();
      const found = await askOrRemember(`acts ${from}`, () =>
        api.acts({ person, from, to: from + DAY }),
      );
      // An older answer, or one of another day, never takes the place of the newer.
      if (turn !== this.#turn) return;
      this.entries = found.filter(({ command }) => command !== "say");
      this.askedAt = asked;
      this.fault = null;
    } catch (error) {
      this.fault = faultOf(error);
    }
  }
}
