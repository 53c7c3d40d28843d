/**
 * Keeps a table's head over its rows, which scroll in a box of their own: as far sideways as they
 * are, and no wider than they are beside their scroll bar.
 *
 * @param table around both; nothing to do while it has no rows
 * @returns ends it
 */
export function headOver(head: HTMLElement, table: HTMLElement): () => void {
  const rows = table.querySelector<HTMLElement>("[role=rowgroup]");
  if (!rows) return () => {};
  const follow = () => {
    head.scrollLeft = rows.scrollLeft;
  };
  const resized = new ResizeObserver(() => {
    head.style.paddingRight = `${rows.offsetWidth - rows.clientWidth}px`;
    follow();
  });
  resized.observe(rows);
  rows.addEventListener("scroll", follow, { passive: true });
  return () => {
    resized.disconnect();
    rows.removeEventListener("scroll", follow);
  };
}
