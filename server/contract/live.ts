import { z } from "zod";
import type { MessageView } from "./nouns.ts";
import type { Tally } from "./tally.ts";

/**
 * What the socket at `/socket.io/` carries (SPEC §7), one spelling for server and web. Nothing is
 * written this way: every write is `POST /api/commands`.
 */

/** `auth` of the handshake. Beside the cookie, or instead of it, a bearer token. */
export const Handshake = z.looseObject({
  token: z.string().max(400).optional(),
  /**
   * Channel id → seq of the last event the client has; a channel not named stands at 0. Without
   * cursors nothing is caught up: a `reset` a channel says where its events go on from.
   */
  cursors: z.record(z.string().max(200), z.int().min(0)).optional(),
});
export type Handshake = z.infer<typeof Handshake>;

/** A place's tally of an item, by the full ids that cards carry. */
export const Watch = z.strictObject({ item: z.string().max(60), node: z.string().max(60) });
export type Watch = z.infer<typeof Watch>;

/** A channel the person has before them; `after` is the last seq they have where it is not their own. */
export const Opening = z.strictObject({
  channel: z.string().max(200),
  after: z.int().min(0).optional(),
});
export type Opening = z.infer<typeof Opening>;

export const InChannel = z.strictObject({ channel: z.string().max(200) });

/** The log cannot be continued from the client's cursor: forget it, go on from `lastSeq`. */
export interface Reset {
  channel: string;
  lastSeq: number;
}

/** Who has a channel open: how many people, and the staff among them by place and post. */
export interface Presence {
  channel: string;
  people: number;
  here: Seat[];
}

/** A place and a post, never a name. */
export interface Seat {
  nodeName: string;
  post: string;
}

export interface Typing extends Seat {
  channel: string;
}

/**
 * At or below a place where the person serves something was answered, verified, returned or
 * excused, by whomever: what waits for them may be other than it was. The place, and nothing else.
 */
export interface Work {
  node: string;
}

/** From the server. `event` is gap-free by `seq`; the last four are volatile and never repeated. */
export interface LiveEvents {
  event: MessageView;
  reset: Reset;
  tally: Tally;
  presence: Presence;
  typing: Typing;
  work: Work;
}
