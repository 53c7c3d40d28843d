import BadgeCheck from "@lucide/svelte/icons/badge-check";
import Send from "@lucide/svelte/icons/send";
import Split from "@lucide/svelte/icons/split";
import type { ItemView } from "#contract/nouns";
import type { Todo } from "#contract/todo";
import { m } from "#web/i18n/paraglide/messages.js";
import { openPanel } from "#web/shell/panel.ts";
import { waiting } from "#web/todo/waiting.svelte.ts";
import type { Action } from "#web/ui/action.ts";

/** What a town's room does with an item at its gate, each with at how many places: 下达 · 核实 · 上报. */
export function roomActions(item: ItemView): Action[] {
  const waits = new Map(waiting.of(item.id).map(({ what, n }) => [what, n]));
  const form = (command: string) => () =>
    openPanel({ kind: "do", command, given: { item: item.id } });
  const all: [Todo["what"], string, Action["icon"], () => Promise<void>][] = [
    ["下达", m.act_dispatch(), Split, form("dispatch")],
    [
      "核实",
      m.act_verify(),
      BadgeCheck,
      () => openPanel({ kind: "item", item: item.id, tab: "answered" }),
    ],
    ["上报", m.act_submit(), Send, form("submit")],
  ];
  return all.flatMap(([what, title, icon, run]) => {
    const n = waits.get(what);
    return n ? [{ title: m.act_at({ title, n }), icon, primary: true, run }] : [];
  });
}
