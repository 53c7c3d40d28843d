/**
 * ↑ and ↓ move from message to message once the history has the focus: rows are many, so they are
 * not in the way of Tab. Home, End and the page keys scroll as ever.
 */
export function stepRow(event: KeyboardEvent): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  const { target, currentTarget } = event;
  if (step === 0 || !(target instanceof HTMLElement)) return;
  const isOnList = target.role === "log" || target.matches("[data-row]");
  if (!isOnList || !(currentTarget instanceof HTMLElement)) return;
  const rows = [...currentTarget.querySelectorAll<HTMLElement>("[data-row]")];
  const at = rows.indexOf(target);
  const next = at < 0 ? rows.findLast(isInSight) : rows[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function isInSight(row: HTMLElement): boolean {
  const { top } = row.getBoundingClientRect();
  return top < innerHeight && top > 0;
}
