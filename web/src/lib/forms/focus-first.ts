import { tick } from "svelte";
import { screen } from "#web/session/screen.svelte.ts";

const FIELDS = "input, textarea, select, [role=radio], [role=checkbox]";

/**
 * Attached to a form, or to the one button that is left: on a desk the hands are on the keys, and the
 * first field has the focus as it opens. A phone's keyboard would hide what the form is about.
 */
export function focusFirst(element: HTMLElement): void {
  if (!screen.isDesktop) return;
  // The panel's own heading takes the focus as it comes.
  void tick().then(() => {
    const first = element.matches("button") ? element : element.querySelector<HTMLElement>(FIELDS);
    first?.focus();
  });
}
