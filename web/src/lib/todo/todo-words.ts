import type { Todo } from "#contract/todo";
import { m } from "#web/i18n/paraglide/messages.js";

/** The act in the viewer's language. */
export function todoWord(what: Todo["what"]): string {
  const words = {
    困难: m.act_hard,
    下达: m.todo_dispatch,
    失联: m.todo_cut_off,
    退回: m.act_returned,
    到期: m.act_due,
    核实: m.todo_verify,
    上报: m.todo_submit,
    着落: m.todo_unlanded,
    签收: m.act_sign,
    填报: m.act_fill,
  };
  return words[what]();
}

/** What one answers oneself, for a place of one's own. */
export function isOwnAnswer({ what }: Pick<Todo, "what">): boolean {
  return what === "填报" || what === "签收";
}
