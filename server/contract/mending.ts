/** How long what one said can be mended (SPEC §1.17), in milliseconds: offered so long, taken so long. */
export const EDITABLE_FOR = 24 * 60 * 60_000;
export const RECALLABLE_FOR = 2 * 60_000;
/** One's own last command. */
export const UNDOABLE_FOR = 60_000;
