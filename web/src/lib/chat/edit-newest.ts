import { clock } from "#web/session/clock.svelte.ts";
import { shown } from "#web/sync/shown.ts";
import { store } from "#web/sync/store.svelte.ts";
import type { Composer } from "./composer.svelte.ts";
import { mayEdit } from "./own-messages.ts";

/** ↑ in an empty field takes up one's newest message. @returns whether there is one to change */
export function editNewest(composer: Composer): boolean {
  const log = store.now.channels[composer.channel]?.log;
  const newest = log && shown(log).findLast((one) => mayEdit(one, clock.now) && one.text !== "");
  if (!newest || !composer.picked.isEmpty) return false;
  composer.edit(newest);
  return true;
}
