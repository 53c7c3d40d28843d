import type { Offer } from "../args/arg.ts";
import type { Context } from "../context.ts";
import type { Command } from "../define-command.ts";
import { isUsable } from "../usable.ts";
import { beginning, typed } from "./match.ts";

/**
 * The commands this post may use here, by Chinese name, English name, pinyin and initials; what is
 * written exactly so comes first, then names before aliases (SPEC §1.22).
 */
export function commandOffers(prefix: string, ctx: Context): Offer[] {
  const hits = ctx.registry.commands
    .filter((command) => isUsable(ctx, command))
    .flatMap((command) => hitOf(prefix, ctx, command) ?? []);
  hits.sort((a, b) => a.rank - b.rank);
  const offers = hits.map(({ offer }) => offer);
  return offers.filter((one, i) => offers.findIndex((o) => o.insert === one.insert) === i);
}

function hitOf(
  prefix: string,
  { org }: Context,
  command: Command,
): { rank: number; offer: Offer } | undefined {
  const own = org.profile.aliases[command.key] ?? [];
  const names = [command.zh, command.en, ...own, ...command.aliases];
  const begins = beginning(prefix);
  const at = names.findIndex((name) => begins(name));
  const name = names[at];
  if (name === undefined) return undefined;
  const exact = names.includes(typed(prefix));
  const meaning = name === command.zh ? "" : `${command.zh}：`;
  return {
    rank: exact ? -1 : Math.min(at, 2),
    offer: {
      insert: exact ? typed(prefix) : name,
      label: `/${exact ? typed(prefix) : name}`,
      detail: `${meaning}${command.summary.zh}`,
      kind: "command",
    },
  };
}
