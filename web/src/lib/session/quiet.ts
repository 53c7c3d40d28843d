import { outbox } from "#web/outbox/outbox.svelte.ts";
import { isWall } from "./wall.ts";

/** Whoever has touched nothing for this long is not in the middle of something. Milliseconds. */
const IDLE = 60_000;

/** What holds words that a page loaded anew would not have. */
const TYPED = "textarea, input:not([type=checkbox], [type=radio], [type=hidden], [type=file])";

let touchedAt = performance.now();
for (const event of ["pointerdown", "keydown", "wheel", "touchmove"])
  addEventListener(event, () => (touchedAt = performance.now()), { capture: true, passive: true });

/** Whether the page may be loaded anew without anybody noticing: nothing typed, no form open, nothing on its way. */
export function isQuiet(): boolean {
  if (outbox.entries.some(({ state }) => state === "saved" || state === "queued")) return false;
  if (isWall()) return true;
  if (performance.now() - touchedAt < IDLE && !document.hidden) return false;
  const search = new URLSearchParams(location.search);
  if (search.has("fill") || search.has("do") || document.querySelector("[role=dialog]"))
    return false;
  return [...document.querySelectorAll<HTMLInputElement>(TYPED)].every(({ value }) => value === "");
}
