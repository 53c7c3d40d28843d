import type { LogEntry } from "#contract/command-log";
import { now } from "#web/clock/now.ts";
import { isSameDay } from "#web/i18n/dates.ts";
import type { Entry } from "#web/outbox/entry.ts";
import { outbox } from "#web/outbox/outbox.svelte.ts";
import { clock } from "#web/session/clock.svelte.ts";
import { OwnActs } from "#web/trace/own-acts.svelte.ts";
import { actText } from "#web/trace/trace-text.ts";
import { isOwnAnswer } from "./todo-words.ts";
import { waiting } from "./waiting.svelte.ts";

/** Something settled today: its last act, and whether it was a reply, which may still be mended. */
export interface Done {
  item: string;
  node: string | null;
  text: string;
  at: number;
  isReply: boolean;
}

/**
 * 今天已办: one line for each thing that no longer waits, from the record on the server, so whatever
 * was done by talk or on another device is there; what this device has sent since then is added.
 */
export class DoneToday {
  readonly #acts = new OwnActs();

  readonly list = $derived.by((): Done[] => {
    const { entries, askedAt } = this.#acts;
    const sent = outbox.entries.filter((entry) => isNew(entry, askedAt)).toReversed();
    const all = [...sent.map(ofEntry), ...(entries ?? []).flatMap(ofLog)];
    const open = new Set(
      waiting.items?.filter(({ todo }) => todo.some(isOwnAnswer)).map(({ id }) => id),
    );
    const last = new Map<string, Done>();
    for (const done of all) {
      const key = `${done.item} ${done.node ?? ""}`;
      if (!open.has(done.item) && !last.has(key)) last.set(key, done);
    }
    return [...last.values()].filter((one) => isLastWord(one, last));
  });

  refresh(): void {
    void this.#acts.show(now());
  }
}

function isNew({ state, about, answeredAt }: Entry, askedAt: number): boolean {
  return (
    state === "accepted" &&
    about !== null &&
    answeredAt! >= askedAt &&
    isSameDay(answeredAt!, clock.now)
  );
}

/** A receipt of the whole item says nothing more where one of its places has been reported. */
function isLastWord(done: Done, all: ReadonlyMap<string, Done>): boolean {
  if (done.node !== null) return true;
  return ![...all.values()].some((other) => other.item === done.item && other.node !== null);
}

function ofEntry({ about, label, answeredAt }: Entry): Done {
  const { item, node, act } = about!;
  return { item, node, text: label, at: answeredAt!, isReply: act === "report" };
}

function ofLog(entry: LogEntry): Done[] {
  const { item, node, at, command } = entry;
  if (item === null) return [];
  return [{ item, node, text: actText(entry), at, isReply: command === "report" }];
}
