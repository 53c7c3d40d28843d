import type { NodeView } from "#contract/nouns";

/** One line of the tree as it stands on the screen. */
export interface TreeRow {
  node: NodeView;
  /** 1 is the top. */
  level: number;
  open: boolean;
}

/** The tree flattened: open places with what is known below them, in the county's order. */
export function treeRows(
  top: NodeView | null,
  below: { get(id: string): NodeView[] | undefined },
  open: { has(id: string): boolean },
): TreeRow[] {
  if (top === null) return [];
  const rows: TreeRow[] = [];
  const visit = (node: NodeView, level: number) => {
    const isOpen = open.has(node.id) && node.children > 0;
    rows.push({ node, level, open: isOpen });
    if (isOpen) for (const child of below.get(node.id) ?? []) visit(child, level + 1);
  };
  visit(top, 1);
  return rows;
}

/** Where an arrow key leads from a row (WAI-ARIA tree); null where it leads nowhere. */
export function treeStep(
  rows: readonly TreeRow[],
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
      if (row.node.children === 0) return null;
      return row.open ? within(from + 1) : { toggle: row.node.id };
    case "ArrowLeft":
      if (row.open) return { toggle: row.node.id };
      return within(rows.findLastIndex((up, i) => i < from && up.level < row.level));
    default:
      return null;
  }
}
