import { type Candidate, Refusal } from "#contract/errors";
import type { ItemRow } from "#db/items";
import { parseLine } from "#domain/text/line";
import type { Context } from "../context.ts";
import type { Command } from "../define-command.ts";
import type { Kind } from "../define-kind.ts";
import { kindOf } from "../loop/change.ts";
import { isUsable } from "../usable.ts";
import { splice } from "./splice.ts";

/** What does for the other kinds what a command does for its own. */
export interface Instead {
  /** Key of that command. */
  command: string;
  /** Why this one does not, and what that one does: `要结束它请用`. */
  words: string;
  /** It takes the rest of the line as well (原因=); else only the item. */
  keepsLine?: boolean;
}

/**
 * Said of an item in sight that a command does not take: what it is, and which command is meant
 * (SPEC §1.2). Nothing is said of one out of sight.
 * @param of which kinds the command takes
 */
export function notThisKind(
  ctx: Context,
  found: ItemRow,
  { of, instead }: { of: (kind: Kind) => boolean; instead: Instead | undefined },
): Refusal {
  const taken = [...ctx.registry.kinds.values()].filter(of).map(({ zh }) => zh);
  const is = `${found.label} 是${kindOf(ctx, found).zh}，不是${taken.join("或")}`;
  const other = instead && ctx.registry.command(instead.command);
  if (!instead || !other) return new Refusal("bad_argument", `${is}，请核对编号`);
  const candidates = isUsable(ctx, other) ? [lineFor(ctx, found, other, instead)] : [];
  return new Refusal("bad_argument", `${is}；${instead.words}“${other.zh}”`, {
    ...(candidates.length > 0 && { candidates }),
  });
}

function lineFor(ctx: Context, found: ItemRow, other: Command, { keepsLine }: Instead): Candidate {
  const short = `${other.zh} ${found.label}`;
  const { typed } = ctx.sent;
  if (!keepsLine || typed === null) return { label: short, text: `/${other.zh} ${found.id}` };
  const { nameStart: start, nameEnd: end } = parseLine(typed, () => "open");
  return { label: short, text: splice(typed, { start, end }, other.zh) };
}
