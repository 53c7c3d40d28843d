import { EDITABLE_FOR, RECALLABLE_FOR } from "#contract/mending";
import { session } from "#web/session/session.svelte.ts";
import type { Shown } from "#web/sync/shown.ts";

export function isOwn({ message }: Shown): boolean {
  return message.kind === "text" && message.author.person === session.me?.id;
}

export function mayEdit(shown: Shown, now: number): boolean {
  return isOwn(shown) && !shown.recalled && now - shown.message.at < EDITABLE_FOR;
}

export function mayRecall(shown: Shown, now: number): boolean {
  return isOwn(shown) && !shown.recalled && now - shown.message.at < RECALLABLE_FOR;
}
