import type { AttachmentView, MessageView } from "#contract/nouns";
import type { Log } from "./state.ts";

/** A message as it stands now: edits put in, recalled ones emptied. */
export interface Shown {
  message: MessageView;
  text: string;
  attachments: readonly AttachmentView[];
  /** Earlier wordings, the oldest first. */
  earlier: string[];
  recalled: boolean;
}

/**
 * What a log shows. Edits and recalls are rows of their own and change the row they name, whether
 * that row was heard before them or comes from a page made after them; a reminder takes the place of
 * the one before it of the same item.
 */
export function shown(log: Log): Shown[] {
  const list: (Shown | null)[] = [];
  const byId = new Map<string, Shown>();
  const reminders = new Map<string, number>();
  for (const message of log.messages) {
    const { kind, ref, item } = message;
    if (kind === "edit" || kind === "recall") {
      const old = byId.get(ref ?? "");
      if (old) change(old, message);
      continue;
    }
    const { text, attachments } = message;
    const one: Shown = { message, text, attachments, earlier: [], recalled: false };
    if (message.recalled) takeBack(one);
    byId.set(message.id, one);
    if (kind === "reminder" && item !== null) {
      const before = reminders.get(item);
      if (before !== undefined) list[before] = null;
      reminders.set(item, list.length);
    }
    list.push(message.replacedBy === null ? one : null);
  }
  return list.filter((one) => one !== null);
}

function change(old: Shown, { kind, text, before }: MessageView): void {
  if (kind === "recall") takeBack(old);
  if (old.recalled) return;
  // The row of a later page has the newest wording already: what it replaced comes with the edit.
  if (before !== null) old.earlier.push(before);
  old.text = text;
}

function takeBack(one: Shown): void {
  one.recalled = true;
  one.text = "";
  one.attachments = [];
  one.earlier = [];
}
