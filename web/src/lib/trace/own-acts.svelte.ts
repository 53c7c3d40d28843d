import type { LogEntry } from "#contract/command-log";
import { DAY, startOfDay } from "#domain/zone";
import { api } from "#web/api/calls.ts";
import { faultOf } from "#web/api/client.ts";
import { askOrRemember } from "#web/api/remembered.ts";
import type { Fault } from "#web/api/shapes.ts";
import { now } from "#web/clock/now.ts";
import { session } from "#web/session/session.svelte.ts";

/** Pages of 50 that are asked for at most: nobody reads more of a day. */
const PAGES = 6;

/** What the signed-in person did on one day in Shanghai, newest first, from the command log. */
export class OwnActs {
  entries = $state.raw<LogEntry[] | null>(null);
  fault = $state.raw<Fault | null>(null);
  /** When the server was last asked; what this device has sent since is known here only. */
  askedAt = $state(0);
  #day = 0;

  /** @param at any instant of the day */
  async show(at: number): Promise<void> {
    const from = startOfDay(at);
    if (from !== this.#day) this.entries = null;
    this.#day = from;
    const person = session.me?.id;
    if (person === undefined) return;
    try {
      const asked = now();
      const found = await askOrRemember(`acts ${from}`, () => allOf(person, from));
      if (this.#day !== from) return;
      this.entries = found.filter(({ command }) => command !== "say");
      this.askedAt = asked;
      this.fault = null;
    } catch (error) {
      this.fault = faultOf(error);
    }
  }
}

async function allOf(person: string, from: number): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  let before: string | null = null;
  for (let page = 0; page < PAGES; page += 1) {
    const span = { person, from, to: from + DAY };
    const found = await api.acts(before === null ? span : { ...span, before });
    entries.push(...found.entries);
    before = found.before;
    if (before === null) break;
  }
  return entries;
}
