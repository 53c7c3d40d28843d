import { palette } from "#web/palette/palette.svelte.ts";
import { preferences } from "#web/session/preferences.svelte.ts";
import { panelOf } from "#web/shell/panel.ts";
import { isComposing } from "#web/ui/is-composing.ts";
import { page } from "$app/state";

/** {@link letter} of a list behind whatever is open: dead while a panel stands beside or over it. */
export function singleKey(event: KeyboardEvent): string | null {
  return panelOf(page.url.searchParams) === null ? letter(event) : null;
}

/**
 * The letter pressed alone, or null where it belongs to somebody else: a field that is being
 * written in, a shortcut of the browser, a dialog; and where one has turned such keys off in 我的
 * (WCAG 2.1.4).
 */
export function letter(event: KeyboardEvent): string | null {
  if (!preferences.keys || palette.isOpen || event.defaultPrevented) return null;
  if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return null;
  const at = event.target instanceof Element ? event.target : null;
  const isField = at?.closest(
    "input, textarea, select, [contenteditable], [role=combobox], dialog",
  );
  return isField ? null : event.key;
}
