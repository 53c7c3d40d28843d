import type { CommandView } from "#contract/nouns";
import { session } from "#web/session/session.svelte.ts";

/** Eight are what a thumb finds without reading; two are the camera and the photos, one is 更多. */
const COMMANDS = 5;
/** What clients send by themselves, or what is pressed on the card or the message it is about. */
const ELSEWHERE = new Set(["say", "read", "look", "ack", "report", "undo", "edit"]);

/** What this post does most, issuing before acting before looking; the rest is under 更多. */
export function tileCommands(): CommandView[] {
  const groups = ["发", "办", "查"];
  return session.catalogue
    .filter(({ allowed, key, group }) => allowed && !ELSEWHERE.has(key) && groups.includes(group))
    .toSorted((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group))
    .slice(0, COMMANDS);
}
