import type { MessageView } from "#contract/nouns";
import type { Log } from "./state.ts";

/** A message as it stands now: edits put in, recalled ones emptied. */
export interface Shown {
  message: MessageView;
  text: string;
  /** Earlier wordings, the oldest first. */
  earlier: string[];
  recalled: boolean;
}

/**
 * What a log shows. Edits and recalls are rows of their own and change the row they name; a
 * reminder takes the place of the one before it of the same item.
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
    const one: Shown = { message, text: message.text, earlier: [], recalled: false };
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

function change(old: Shown, { kind, text }: MessageView): void {
  if (kind === "recall") {
    old.recalled = true;
    old.text = "";
  } else if (text !== old.text) {
    old.earlier.push(old.text);
    old.text = text;
  }
}
