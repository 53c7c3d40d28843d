import { listNumbers } from "#db/controlled-phones";
import { can } from "#domain/rights/rights";
import type { Viewer } from "./viewer.ts";

/** A controlled phone as its one reader sees it. */
export interface ShownPhone {
  id: string;
  number: string;
}

/**
 * The numbers that a `/看电话` has just been granted, asked of `can()` once more: only the command
 * asks for them, after its own record of the look is committed.
 */
export async function phonesOf(
  viewer: Viewer,
  ids: string[],
  reason: string,
): Promise<ShownPhone[]> {
  const { session, org, person, now } = viewer;
  const rows = await listNumbers(session, ids);
  return rows
    .filter((row) => {
      const object = { node: row.node, issuedBy: row.person, reason };
      return can({ person, org, now }, "see_phone", object).ok;
    })
    .map(({ id, number }) => ({ id, number }));
}
