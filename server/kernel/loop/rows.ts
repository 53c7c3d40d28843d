/** The rows of the loop, by the names that bots and boards know them by. */
export type { ItemRow } from "#db/items";
export type { ReplyRow } from "#db/replies";
export type { TargetRow } from "#db/targets";
