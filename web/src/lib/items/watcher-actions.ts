import BellRing from "@lucide/svelte/icons/bell-ring";
import Copy from "@lucide/svelte/icons/copy";
import type { ItemView } from "#contract/nouns";
import type { Tally } from "#contract/tally";
import { m } from "#web/i18n/paraglide/messages.js";
import { outbox } from "#web/outbox/outbox.svelte.ts";
import { session } from "#web/session/session.svelte.ts";
import type { Action } from "#web/ui/action.ts";
import { copied } from "#web/ui/copied.svelte.ts";
import { toasts } from "#web/ui/toasts.svelte.ts";
import { channelFor } from "./answer-actions.ts";
import { nudgeHint, nudgeTitle } from "./nudge-words.ts";
import { sayOutcome } from "./say-outcome.ts";

/** For whoever keeps an eye on an item: 催, and the line to copy. */
export function watcherActions(item: ItemView, tally: Tally | undefined): Action[] {
  if (!tally) return [];
  const { line, more, nudge: whom } = tally;
  const actions: Action[] = [];
  const mayNudge = session.command("nudge")?.allowed ?? false;
  if (whom !== null) {
    actions.push({
      key: "nudge",
      title: nudgeTitle(whom),
      icon: BellRing,
      enabled: whom.places > 0 || whom.gates > 0,
      hint: nudgeHint(whom),
      run: () => nudge(item),
    });
  }
  if (mayNudge) {
    actions.push({
      title: m.copy(),
      icon: Copy,
      run: () => copy([`${item.label} ${item.title}`, line, ...more].join("\n")),
    });
  }
  return actions;
}

async function nudge(item: ItemView): Promise<void> {
  const outcome = await outbox.send(
    { channel: channelFor(item), name: "nudge", input: { item: item.id } },
    {
      label: `${m.nudge_label()} ${item.label}`,
      about: { item: item.id, node: null, act: "other" },
    },
  );
  toasts.say(sayOutcome(outcome), "nudge");
}

/** The clipboard needs https; elsewhere the older way still works. */
export async function copy(text: string): Promise<void> {
  if (navigator.clipboard) await navigator.clipboard.writeText(text);
  else {
    const area = document.body.appendChild(document.createElement("textarea"));
    area.value = text;
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  copied.text = text;
  toasts.say(m.copied(), "copied");
}
