import type { NodeView } from "#contract/nouns";
import type { Step } from "#web/ui/tree-step.ts";

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

/** The rows as arrow keys walk them. */
export function stepsOf(rows: readonly TreeRow[]): Step[] {
  return rows.map(({ node, level, open }) => ({
    ...{ level, open },
    folds: node.children > 0 ? node.id : null,
  }));
}
