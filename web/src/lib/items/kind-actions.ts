import Flag from "@lucide/svelte/icons/flag";
import type { ItemView } from "#contract/nouns";
import { commandName } from "#web/i18n/in-locale.ts";
import { session } from "#web/session/session.svelte.ts";
import { openPanel } from "#web/shell/panel.ts";
import type { Action } from "#web/ui/action.ts";

/** What its kind lets the viewer do with the item as a whole (结案, 撤令), each by its own form. */
export function kindActions({ id, acts }: Pick<ItemView, "id" | "acts">): Action[] {
  return acts.flatMap((key) => {
    const command = session.command(key);
    if (!command) return [];
    const run = () => openPanel({ kind: "do", command: key, given: { item: id } });
    return [{ key, title: commandName(command), icon: Flag, run }];
  });
}
