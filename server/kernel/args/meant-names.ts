import { nearest } from "#domain/text/nearest";
import { commandOffers } from "../complete/command-names.ts";
import type { Context } from "../context.ts";

/** So many names are read at a glance. */
const MOST = 4;
/** One letter begins half of all names. */
const SURE = 2;

/**
 * The commands an unknown name may stand for: what completion offers for it (`renwu`, `rw`, the
 * beginning of a name), then what is spelt like it (`指辉令`).
 */
export function meantNames(ctx: Context, name: string): string[] {
  const begun =
    name.length < SURE ? [] : commandOffers(name, ctx).map(({ label }) => label.slice(1));
  const likely = new Set([...begun, ...nearest(name, ctx.registry.names())]);
  return [...likely].slice(0, MOST);
}
