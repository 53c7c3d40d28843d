import BadgeCheck from "@lucide/svelte/icons/badge-check";
import Send from "@lucide/svelte/icons/send";
import Split from "@lucide/svelte/icons/split";
import type { ItemView } from "#contract/nouns";
import { m } from "#web/i18n/paraglide/messages.js";
import { openPanel } from "#web/shell/panel.ts";
import { waiting } from "#web/todo/waiting.svelte.ts";
import type { Action } from "#web/ui/action.ts";

/** What a town's room does with an item at its gate: 下达 · 核实 · 上报. */
export function roomActions(item: ItemView): Action[] {
  const todo = new Set(waiting.of(item.id).map(({ what }) => what));
  const form = (command: string) => () =>
    openPanel({ kind: "do", command, given: { item: item.id } });
  const actions: Action[] = [];
  if (todo.has("下达"))
    actions.push({ title: m.act_dispatch(), icon: Split, primary: true, run: form("dispatch") });
  if (todo.has("核实"))
    actions.push({
      title: m.act_verify(),
      icon: BadgeCheck,
      primary: true,
      run: () => openPanel({ kind: "item", item: item.id }),
    });
  if (todo.has("上报"))
    actions.push({ title: m.act_submit(), icon: Send, primary: true, run: form("submit") });
  return actions;
}
