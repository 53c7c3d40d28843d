import type { Relation } from "../org/tree.ts";

/**
 * The reviewed table of SPEC §6: who may do what, by where the object's node lies from the person's
 * assignment. Change it only with the SPEC; tests/domain/rights.test.ts holds a second copy.
 *
 * - `yes` / `no`
 * - `member`  only if seated in the channel
 * - `room`    only the town's command room
 * - `holder`  holders of a responsible post at that very node
 * - `proxy`   on behalf of a holder (代): the village head, the town room, the centre for a town out of contact
 * - `totals`  sums, no rows
 */
export type Cell = "yes" | "no" | "member" | "room" | "holder" | "proxy" | "totals";

const ORDER = ["SELF", "CHILD", "DESC", "PARENT", "ANC", "SIB", "OTHER"] as const;

// biome-ignore format: a table is read by its columns
export const RIGHTS = {
  //                         SELF      CHILD     DESC      PARENT    ANC       SIB   OTHER
  read_staff_channel:   row("yes",    "yes",    "yes",    "member", "member", "no", "no"),
  post_staff_channel:   row("yes",    "member", "room",   "member", "member", "no", "no"),
  // 指挥部 and 指挥室 are for those who command: being of the town is not enough, being above it is.
  read_command_channel: row("member", "yes",    "yes",    "member", "member", "no", "no"),
  post_command_channel: row("member", "member", "member", "member", "member", "no", "no"),
  command:              row("yes",    "yes",    "yes",    "no",     "no",     "no", "no"),
  reply:                row("holder", "proxy",  "proxy",  "no",     "no",     "no", "no"),
  // 失联: the county centre, of a town.
  cut_off:              row("no",     "yes",    "yes",    "no",     "no",     "no", "no"),
  review:               row("yes",    "yes",    "room",   "no",     "no",     "no", "no"),
  sight:                row("yes",    "yes",    "yes",    "totals", "totals", "no", "no"),
  // Counts, posts and their phones, of places one belongs to, borders on or answers for (/名录, /找).
  directory:            row("yes",    "yes",    "yes",    "yes",    "yes",    "yes", "no"),
} as const satisfies Record<string, Record<Relation, Cell>>;

export type Row = keyof typeof RIGHTS;

function row(...cells: [Cell, Cell, Cell, Cell, Cell, Cell, Cell]): Record<Relation, Cell> {
  return Object.fromEntries(ORDER.map((relation, i) => [relation, cells[i]])) as Record<
    Relation,
    Cell
  >;
}
