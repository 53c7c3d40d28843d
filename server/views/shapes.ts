import { z } from "zod";
import { ItemView } from "#contract/nouns";

/** One thing the viewer has to do about an item. */
export const Todo = z.object({
  what: z.enum(["签收", "填报", "下达", "核实", "上报"]),
  node: z.string(),
  nodeName: z.string(),
  dueAt: z.number().nullable(),
});
export type Todo = z.infer<typeof Todo>;

/** An item of `GET /api/items`; with `waiting=me` also what is to be done, by deadline. */
export const ListedItem = ItemView.extend({ todo: z.array(Todo).optional() });
export type ListedItem = z.infer<typeof ListedItem>;
