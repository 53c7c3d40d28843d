import Copy from "@lucide/svelte/icons/copy";
import CornerUpLeft from "@lucide/svelte/icons/corner-up-left";
import Eye from "@lucide/svelte/icons/eye";
import ListTodo from "@lucide/svelte/icons/list-todo";
import Pencil from "@lucide/svelte/icons/pencil";
import Undo2 from "@lucide/svelte/icons/undo-2";
import { m } from "#web/i18n/paraglide/messages.js";
import { copy } from "#web/items/watcher-actions.ts";
import { openPanel } from "#web/shell/panel.ts";
import type { Shown } from "#web/sync/shown.ts";
import type { Action } from "#web/ui/action.ts";
import type { Composer } from "./composer.svelte.ts";
import { isOwn, mayEdit, mayRecall } from "./own-messages.ts";
import { recall } from "./recall.ts";

/** What may be done with a message now: 引用 · 复制 · 改 · 撤回 · 谁看过. */
export function messageActions(
  shown: Shown,
  { composer, isWritable, now }: { composer: Composer; isWritable: boolean; now: number },
): Action[] {
  const { message, text, recalled } = shown;
  if (recalled) return [];
  const actions: Action[] = [];
  if (isWritable)
    actions.push({
      title: m.quote(),
      icon: CornerUpLeft,
      run: () => composer.quoteMessage(message),
    });
  if (text !== "") actions.push({ title: m.copy(), icon: Copy, run: () => copy(text) });
  if (isWritable && mayEdit(shown, now))
    actions.push({ title: m.edit(), icon: Pencil, run: () => composer.edit(shown) });
  if (mayRecall(shown, now))
    actions.push({ title: m.recall(), icon: Undo2, run: () => recall(shown) });
  if (isOwn(shown)) actions.push(whoRead(message.id));
  // Who has answered a card says more than who has seen it.
  const { item } = message;
  if (item !== null)
    actions.push({
      title: m.who_answered(),
      icon: ListTodo,
      run: () => openPanel({ kind: "item", item }),
    });
  return actions;
}

function whoRead(message: string): Action {
  return { title: m.who_read(), icon: Eye, run: () => openPanel({ kind: "readers", message }) };
}
