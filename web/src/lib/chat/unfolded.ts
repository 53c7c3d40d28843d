import { SvelteSet } from "svelte/reactivity";

/** Long texts that were opened, by message: a row that scrolls away and back stays as it was. */
export const unfolded = new SvelteSet<string>();
