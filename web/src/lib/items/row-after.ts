/** The place before or after this one in the list that both stand in, folded ones included. */
export function rowAfter(row: Element, step: 1 | -1 = 1): HTMLElement | undefined {
  const list = row.closest("[data-places]");
  const rows = [...(list?.querySelectorAll<HTMLElement>("[data-place]") ?? [])];
  return rows[rows.indexOf(row as HTMLElement) + step];
}

/** Where the work goes on below this row: the next place itself, or one that is still folded. */
export function workAfter(row: Element): HTMLElement | undefined {
  let next = rowAfter(row);
  while (next?.getAttribute("aria-expanded") === "true") next = rowAfter(next);
  return next;
}
