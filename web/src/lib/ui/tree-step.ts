/** As much of a row of a tree as its keys depend on. */
export interface Step {
  level: number;
  open: boolean;
  /** What it folds and unfolds; null for a leaf. */
  folds: string | null;
}

/** Where an arrow key leads from a row (WAI-ARIA tree); null where it leads nowhere. */
export function treeStep(
  rows: readonly Step[],
  from: number,
  key: string,
): { to: number } | { toggle: string } | null {
  const row = rows[from];
  if (!row) return null;
  const within = (to: number) => (to >= 0 && to < rows.length && to !== from ? { to } : null);
  switch (key) {
    case "ArrowDown":
      return within(from + 1);
    case "ArrowUp":
      return within(from - 1);
    case "Home":
      return within(0);
    case "End":
      return within(rows.length - 1);
    case "ArrowRight":
      if (row.folds === null) return null;
      return row.open ? within(from + 1) : { toggle: row.folds };
    case "ArrowLeft":
      if (row.open && row.folds !== null) return { toggle: row.folds };
      return within(rows.findLastIndex((up, i) => i < from && up.level < row.level));
    default:
      return null;
  }
}
