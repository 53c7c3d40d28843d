import { faultOf } from "#web/api/client.ts";
import type { Fault } from "#web/api/shapes.ts";
import { session } from "#web/session/session.svelte.ts";
import { seatsBelow } from "./calls.ts";
import type { Seat } from "./shapes.ts";

/** The people of one's own area: of every post that hands out codes or administers. */
export class Seats {
  total = $state(0);
  seats = $state.raw<Seat[] | null>(null);
  fault = $state.raw<Fault | null>(null);

  async ask(): Promise<void> {
    this.fault = null;
    const posts = session.me?.assignments ?? [];
    const nodes = posts
      .filter(({ caps }) => caps.includes("W") || caps.includes("X"))
      .map(({ node }) => node);
    try {
      const answers = await Promise.all([...new Set(nodes)].map(seatsBelow));
      this.total = answers.reduce((n, answer) => n + answer.total, 0);
      this.seats = answers.flatMap((answer) => answer.seats);
    } catch (error) {
      this.fault = faultOf(error);
    }
  }
}
