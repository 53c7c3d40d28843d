import BadgeCheck from "@lucide/svelte/icons/badge-check";
import BellRing from "@lucide/svelte/icons/bell-ring";
import PenLine from "@lucide/svelte/icons/pen-line";
import Undo2 from "@lucide/svelte/icons/undo-2";
import type { BoardRow } from "#contract/board";
import type { ItemView } from "#contract/nouns";
import { m } from "#web/i18n/paraglide/messages.js";
import { channelFor } from "#web/items/answer-actions.ts";
import { sayOutcome } from "#web/items/say-outcome.ts";
import { outbox } from "#web/outbox/outbox.svelte.ts";
import { session } from "#web/session/session.svelte.ts";
import { openPanel } from "#web/shell/panel.ts";
import type { Action } from "#web/ui/action.ts";
import { toasts } from "#web/ui/toasts.svelte.ts";
import { countsOf, type Loop, missingOf } from "./counts.ts";

/** What the room may do with one row; whether it may, the server says. */
export function rowActions(item: ItemView, row: BoardRow, loop: Loop): Action[] {
  if (item.state !== "open") return [];
  const counts = countsOf(row);
  const may = (command: string) => session.command(command)?.allowed ?? false;
  const isMissing = missingOf(counts, loop) > 0;
  const actions: Action[] = [];
  if (item.verify && counts.replied > counts.verified && may("verify")) {
    actions.push({
      title: m.board_act_verify(),
      icon: BadgeCheck,
      primary: true,
      run: () => verify(item, row),
    });
  }
  if (counts.replied > 0 && loop === "reply" && may("return")) {
    const given = { item: item.id, node: row.path };
    actions.push({
      title: m.board_act_return(),
      icon: Undo2,
      run: () => openPanel({ kind: "do", command: "return", given }),
    });
  }
  if (isMissing && counts.undispatched === 0 && may("nudge")) {
    actions.push({
      title: m.board_act_nudge(),
      icon: BellRing,
      primary: true,
      run: () => nudge(item, [row]),
    });
  }
  const answer = loop === "reply" ? "report" : "ack";
  if (
    counts.undispatched === 0 &&
    counts.excused === 0 &&
    may(answer) &&
    !(loop === "ack" && !isMissing)
  ) {
    const given = { item: item.id, onBehalf: row.path };
    const title = counts.replied > 0 ? m.board_act_correct() : m.board_act_proxy();
    actions.push({
      title,
      icon: PenLine,
      run: () => openPanel({ kind: "do", command: answer, given }),
    });
  }
  return actions;
}

async function verify(item: ItemView, row: BoardRow): Promise<void> {
  const label = m.board_act_verify_label({ label: item.label, name: row.name });
  await send(item, "verify", [row.path], label);
}

/** Reminds these places; nobody named means all that the viewer may remind. */
export async function nudge(item: ItemView, rows: BoardRow[]): Promise<void> {
  const name = rows.length === 1 ? rows[0]!.name : "";
  const paths = rows.map(({ path }) => path);
  await send(item, "nudge", paths, m.board_act_nudge_label({ label: item.label, name }));
}

async function send(item: ItemView, name: string, nodes: string[], label: string): Promise<void> {
  const input = { item: item.id, ...(nodes.length > 0 && { nodes }) };
  const outcome = await outbox.send(
    { channel: channelFor(item), name, input },
    { label, about: { item: item.id, node: null, act: "other" } },
  );
  toasts.say(sayOutcome(outcome));
}
