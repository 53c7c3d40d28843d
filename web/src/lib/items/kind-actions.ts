import Flag from "@lucide/svelte/icons/flag";
import type { ItemView } from "#contract/nouns";
import { getLocale } from "#web/i18n/paraglide/runtime.js";
import { session } from "#web/session/session.svelte.ts";
import { openPanel } from "#web/shell/panel.ts";
import type { Action } from "#web/ui/action.ts";

/** What its kind lets the viewer do with the item as a whole (结案, 撤令), each by its own form. */
export function kindActions({ id, acts }: Pick<ItemView, "id" | "acts">): Action[] {
  return acts.flatMap((key) => {
    const command = session.command(key);
    if (!command) return [];
    const title = getLocale() === "zh-CN" ? command.zh : capital(command.en);
    const run = () => openPanel({ kind: "do", command: key, given: { item: id } });
    return [{ key, title, icon: Flag, run }];
  });
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
