import type { Candidate, ErrorCode, Preview } from "#contract/errors";
import type { ItemView } from "#contract/nouns";
import type { Todo } from "#contract/todo";

/**
 * Shapes of answers that the contract does not name. Types only: a value imported from a file with
 * zod shapes brings all of zod to an old phone, and the server has checked what it sends.
 */

/** An item of `GET /api/items?waiting=me`. */
export type WaitingItem = ItemView & { todo: Todo[] };

/** Why a call was refused; `offline` is ours: nobody answered. */
export interface Fault {
  code: ErrorCode | "offline";
  message: string;
  field?: string;
  hint?: string;
  candidates?: Candidate[];
  preview?: Preview;
}
