import { day, isSameDay } from "#web/i18n/dates.ts";
import type { Shown } from "#web/sync/shown.ts";

/** A row of the history: a message, a new day, or where the unread ones begin. */
export type HistoryRow =
  | { id: string; kind: "message"; shown: Shown; isFollowUp: boolean }
  | { id: string; kind: "day"; text: string }
  | { id: string; kind: "unread" };

/** Id of the line above what is new. */
export const UNREAD = "unread";

/** Messages of one author within this span are one block. Milliseconds. */
const BLOCK = 5 * 60_000;

/** `firstNew` is the message above which the line stands; null where nothing is new or it is further back. */
export function rowsOf(list: Shown[], firstNew: string | null): HistoryRow[] {
  const rows: HistoryRow[] = [];
  let before: Shown | null = null;
  for (const shown of list) {
    const { message } = shown;
    if (!before || !isSameDay(before.message.at, message.at)) {
      rows.push({ id: `day ${message.id}`, kind: "day", text: day(message.at) });
    }
    if (message.id === firstNew) rows.push({ id: UNREAD, kind: "unread" });
    const isFollowUp =
      before !== null && continues(before, shown) && rows.at(-1)!.kind === "message";
    rows.push({ id: message.id, kind: "message", shown, isFollowUp });
    before = shown;
  }
  return rows;
}

function continues({ message: a }: Shown, { message: b }: Shown): boolean {
  return (
    a.kind === "text" && b.kind === "text" && a.author.name === b.author.name && b.at - a.at < BLOCK
  );
}
