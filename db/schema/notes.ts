import { index, integer, rowNumber, table, text } from "../columns.ts";

/** People's notes on boards. Instants are epoch milliseconds. */

/** People's notes on a board: Yjs updates in base64, merged into one row now and then (DESIGN §6). */
export const noteUpdate = table(
  "note_update",
  {
    id: rowNumber("id"),
    document: text("document").notNull(),
    at: integer("at").notNull(),
    update: text("update").notNull(),
  },
  (t) => [index("note_update_document").on(t.document, t.id)],
);
