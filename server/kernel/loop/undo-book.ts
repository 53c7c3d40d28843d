import type { ItemRow } from "#db/items";
import type { ReplyRow } from "#db/replies";
import type { TargetRow } from "#db/targets";

/** What one command did, as `/撤回` puts it back; kept with the command. */
export interface Undo {
  /** Number of the newest fact when the command ended: tells which of one's commands was the last. */
  order: number;
  /** Items the command issued. Their numbers stay used: they are revoked or closed, never undone. */
  issued: string[];
  targets: UndoTarget[];
  replies: { id: string; state: ReplyRow["state"] }[];
  /** Items whose deadline the command moved, as it was. */
  items?: UndoItem[];
}

export type UndoItem = Pick<ItemRow, "id" | "dueAt" | "terms">;

export interface UndoTarget {
  id: string;
  item: string;
  /** The row's after the command; a higher one means that it has been changed since. */
  revision: number;
  /** The columns that the command changed, as they were. */
  before: Partial<TargetRow>;
}

/** Collects how the targets and replies that one command changes were before. */
export class UndoBook {
  readonly #targets = new Map<string, UndoTarget>();
  readonly #replies = new Map<string, ReplyRow["state"]>();
  readonly #items = new Map<string, UndoItem>();

  keepTarget(row: TargetRow, change: Partial<TargetRow>): void {
    const keys = Object.keys(change) as (keyof TargetRow)[];
    const was = Object.fromEntries(keys.map((key) => [key, row[key]])) as Partial<TargetRow>;
    // Changed twice by one command, its first state is the one to go back to.
    const before = { ...was, ...this.#targets.get(row.id)?.before };
    const { id, item } = row;
    this.#targets.set(id, { id, item, revision: row.revision + 1, before });
  }

  /** @param state what the reply goes back to: of a new one `declined`, since versions stay */
  keepReply(id: string, state: ReplyRow["state"]): void {
    if (!this.#replies.has(id)) this.#replies.set(id, state);
  }

  keepItem({ id, dueAt, terms }: UndoItem): void {
    if (!this.#items.has(id)) this.#items.set(id, { id, dueAt, terms });
  }

  get kept(): Pick<Undo, "targets" | "replies" | "items"> {
    const replies = [...this.#replies].map(([id, state]) => ({ id, state }));
    const items = [...this.#items.values()];
    return { targets: [...this.#targets.values()], replies, ...(items.length > 0 && { items }) };
  }
}
