import type { PlaceRow } from "#contract/directory";

export const ORDERS = ["gaps", "share", "tree"] as const;
export type Order = (typeof ORDERS)[number];

/** Whether the place has nobody although somebody should answer for it. */
export function isVacant(row: PlaceRow): boolean {
  return row.needsResponsible && row.responsible.length === 0;
}

/** Places in the order asked for; what is equal stays as the county lists it. */
export function orderRows(rows: readonly PlaceRow[], order: Order): PlaceRow[] {
  if (order === "tree") return [...rows];
  const weight = order === "gaps" ? gapWeight : shareWeight;
  return rows.toSorted((a, b) => weight(b) - weight(a));
}

/** Nobody here comes before nobody somewhere below, then more gaps before fewer. */
function gapWeight(row: PlaceRow): number {
  return (isVacant(row) ? 1_000_000 : 0) + row.gaps;
}

/** Those with a figure before those without. */
function shareWeight({ capacity }: PlaceRow): number {
  return capacity.householdsPerWorker ?? capacity.populationPerWorker ?? -1;
}
