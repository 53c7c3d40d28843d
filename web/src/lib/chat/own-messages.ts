import { session } from "#web/session/session.svelte.ts";
import type { Shown } from "#web/sync/shown.ts";

/** As the server keeps them (SPEC §1.17). Milliseconds. */
const EDIT_WITHIN = 24 * 60 * 60_000;
const RECALL_WITHIN = 2 * 60_000;

export function isOwn({ message }: Shown): boolean {
  return message.kind === "text" && message.author.person === session.me?.id;
}

export function mayEdit(shown: Shown, now: number): boolean {
  return isOwn(shown) && !shown.recalled && now - shown.message.at < EDIT_WITHIN;
}

export function mayRecall(shown: Shown, now: number): boolean {
  return isOwn(shown) && !shown.recalled && now - shown.message.at < RECALL_WITHIN;
}
