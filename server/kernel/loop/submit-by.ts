import type { ItemRow } from "#db/items";
import { HOUR } from "#domain/zone";
import { specOf } from "./change.ts";

/** 上报截止: a room's own deadline, by default an hour after 截止 (SPEC §1.12). Null where there is neither. */
export function submitBy(item: ItemRow): number | null {
  return specOf(item).submitBy ?? (item.dueAt === null ? null : item.dueAt + HOUR);
}

/** With 核实=否 on the direct route there is nothing to submit (SPEC §1.12). */
export function mustBeSubmitted(item: ItemRow): boolean {
  const { verify, route } = specOf(item);
  return verify || route !== "auto";
}
