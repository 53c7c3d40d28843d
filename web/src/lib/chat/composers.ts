import type { Composer } from "./composer.svelte.ts";

/** The composers on the screen, by channel: whoever offers a line puts it there, not behind it. */
export const composers = new Map<string, Composer>();
