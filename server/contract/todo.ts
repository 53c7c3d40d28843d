import { z } from "zod";
import { ItemView } from "./nouns.ts";
import { TODO_ACTS } from "./todo-acts.ts";

/** One thing the viewer has to do about an item. */
export const Todo = z.object({
  what: z.enum(TODO_ACTS),
  /** Whose answer it is; of a room's work, the town. */
  node: z.string(),
  nodeName: z.string(),
  dueAt: z.number().nullable(),
  /** Places it is about: 核实 4. */
  n: z.number().int(),
  /** Whether 收到 has been said of what is still to be reported, by whatever way. */
  acked: z.boolean(),
  /** Of one's own answer: what one has said is in the way of it (困难), until that is over. */
  difficulty: z.string().nullable(),
});
export type Todo = z.infer<typeof Todo>;

/** An item of `GET /api/items`; with `waiting=me` also what is to be done, by deadline. */
export const ListedItem = ItemView.extend({ todo: z.array(Todo).optional() });
export type ListedItem = z.infer<typeof ListedItem>;
