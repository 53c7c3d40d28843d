import type { Field } from "#contract/forms";
import type { Series } from "../time/round-time.ts";

/**
 * On which terms places are asked: all that the relay loop runs an item by, whatever its kind.
 * Stored with the item; a kind's own words are in its `spec`. Times are minutes or epoch ms.
 */
export interface Terms {
  /** Who has to answer: each place as one, each of its people, each place at each time, or nobody. */
  who: "place" | "person" | "time" | "nobody";
  /** When each place is asked, where it is so several times: each has its own row and deadline. */
  times?: number[];
  /** Post keys when the scope named posts (全县:网格员): only their holders answer. */
  posts: string[] | null;
  fields: Field[];
  /** Rules as typed; parsed again where they are judged. */
  rules: string;
  stages: string[];
  verify: boolean;
  nilAllowed: boolean;
  coverage: { a: string; b: string } | null;
  route: "via_room" | "auto";
  /** 催办=, else the ladder of the target's own mode. */
  ladder: number[] | null;
  /** A leader wants the inspectors told at the last step. */
  supervised: boolean;
  /** Durations count from dispatch to the target. */
  respondMinutes: number | null;
  dueMinutes: number | null;
  /** The room's own deadline for 上报. */
  submitBy: number | null;
  /** The same of a town whose submission was sent back with one, by its id. */
  submitByTown?: Record<string, number>;
  /** 频次, of a series and of each of its rounds alike. */
  series: Series | null;
}

/** Nobody is asked anything. */
export const NO_TERMS: Terms = {
  who: "nobody",
  posts: null,
  fields: [],
  rules: "",
  stages: [],
  verify: false,
  nilAllowed: true,
  coverage: null,
  route: "auto",
  ladder: null,
  supervised: false,
  respondMinutes: null,
  dueMinutes: null,
  submitBy: null,
  series: null,
};
