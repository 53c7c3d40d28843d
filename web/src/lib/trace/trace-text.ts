import type { LogEntry } from "#contract/command-log";
import { clockRead, day, hhmm } from "#web/i18n/dates.ts";
import { inLocale } from "#web/i18n/in-locale.ts";
import { m } from "#web/i18n/paraglide/messages.js";
import { session } from "#web/session/session.svelte.ts";

/** `报 T0208-01 溪洋1号网格`: the act, what it was about, and where. */
export function actText(entry: LogEntry): string {
  const { itemLabel, nodeName, channelName } = entry;
  const where = nodeName ?? (itemLabel === null ? channelName : null);
  return [commandWord(entry), itemLabel, where].filter(Boolean).join(" ");
}

/** What was done, as the viewer reads it. */
export function commandWord({ command, commandName }: LogEntry): string {
  const known = session.command(command);
  return known ? inLocale(known) : (commandName ?? command);
}

/** `09:03`, and of what was sent later `10:31填报 11:20送达` (SPEC §1.14), with its day if it was another. */
export function actTime({ at, clientAt }: LogEntry): string {
  const written = clientAt === null ? hhmm(at) : clockRead(clientAt, at);
  if (written === hhmm(at)) return written;
  return m.trace_both_times({ written, sent: hhmm(at) });
}

/** The day as text, oldest first, ready to paste into a work note. */
export function traceText(name: string, at: number, entries: readonly LogEntry[]): string {
  const lines = entries.toReversed().map((entry) => `${actTime(entry)} ${actText(entry)}`);
  return [`${name} ${day(at)}`, ...lines].join("\n");
}
