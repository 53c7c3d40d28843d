import type { Todo } from "#web/api/shapes.ts";
import { m } from "#web/i18n/paraglide/messages.js";

/** The act in the viewer's language. */
export function todoWord(what: Todo["what"]): string {
  const words = {
    签收: m.act_sign,
    填报: m.act_fill,
    下达: m.act_dispatch,
    核实: m.act_verify,
    上报: m.act_submit,
  };
  return words[what]();
}

/** A room's queue goes by act: what holds others up first (UX, S14). */
export const ACTS: Todo["what"][] = ["下达", "核实", "上报", "签收", "填报"];
