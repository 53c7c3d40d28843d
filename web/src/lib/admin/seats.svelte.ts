import type { Seats } from "#contract/seats";
import { faultOf } from "#web/api/client.ts";
import type { Fault } from "#web/api/shapes.ts";
import { seatsBelow } from "./calls.ts";
import { administered } from "./own-area.ts";

/** The people of one's own area: of every post that hands out codes or administers. */
export class OwnSeats {
  found = $state.raw<Seats | null>(null);
  fault = $state.raw<Fault | null>(null);

  /** @param find for those beyond what one answer lists */
  async ask(find = ""): Promise<void> {
    this.fault = null;
    try {
      const answers = await Promise.all(administered().map((node) => seatsBelow(node, find)));
      this.found = {
        total: answers.reduce((n, { total }) => n + total, 0),
        seats: answers.flatMap(({ seats }) => seats),
        gapCount: answers.reduce((n, { gapCount }) => n + gapCount, 0),
        gaps: answers.flatMap(({ gaps }) => gaps),
        next: null,
      };
    } catch (error) {
      this.fault = faultOf(error);
    }
  }
}
