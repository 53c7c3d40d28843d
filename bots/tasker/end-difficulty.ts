import type { Context, Outcome } from "#bots/kit/command";
import {
  changeTarget,
  heading,
  holdersOf,
  type ItemRow,
  isAnswered,
  kindOf,
  mustBeOpen,
  peopleOf,
  quotedItem,
  roomOf,
  type TargetRow,
  targetsOf,
} from "#bots/kit/loop";
import { Refusal } from "#contract/errors";
import type { Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { chooseTarget } from "./choose-target.ts";

/** How a difficulty ends without a report: the room has seen to it, or the holder says it is gone. */
export const ENDS = ["已协调", "已解除"] as const;

interface End {
  item: ItemRow | null;
  node: Node | null;
  over: (typeof ENDS)[number];
  note: string | null;
}

/**
 * A difficulty ends (`/困难 … 了结=已协调`): what is asked stays asked, and is reminded of again. The
 * holder says so of their own place, whoever decides there of any; the other side is told.
 * @throws Refusal `conflict` where nothing is in the way
 */
export async function endDifficulty(ctx: Context, { note, over, ...asked }: End): Promise<Outcome> {
  const of = asked.item ?? (await quotedItem(ctx));
  const { item, row, own } = await found(ctx, of, asked.node);
  mustBeOpen(ctx, item);
  const place = displayName(ctx.org.tree.get(row.node)!);
  if (row.difficulty === null || isAnswered(kindOf(ctx, item), row)) {
    throw new Refusal("conflict", `${item.label} ${place}没有等着协调的困难`);
  }
  if (!own) {
    ctx.must("nudge", { nodes: [row.node], issuer: item.node }, `协调${place}的困难`);
  }
  await changeTarget(ctx, item, row, { difficulty: null });
  const said = `困难${over}：${place}${note ? ` ${note}` : ""}`;
  for (const person of told(ctx, item, row, own)) {
    ctx.post({
      channel: ctx.botChannel(person),
      kind: "card",
      text: `${said}\n${heading(ctx, item)} ${item.title}${own ? "" : "\n请接着办，办完填报"}`,
      item: item.id,
      node: row.node,
    });
  }
  ctx.record("target.difficulty-over", {
    item: item.id,
    node: row.node,
    data: { how: over, note },
  });
  return { text: `${said}。这一条还等填报`, item: item.id, node: row.node };
}

/** One's own place, or the one that is named. */
async function found(
  ctx: Context,
  of: ItemRow | null,
  place: Node | null,
): Promise<{ item: ItemRow; row: TargetRow; own: boolean }> {
  const [row] = of && place ? await targetsOf(ctx, of, { nodes: [place.id] }) : [];
  if (of && row && !isHolder(ctx, of, row)) return { item: of, row, own: false };
  const mine = { item: of, node: place, onBehalf: null, via: null, other: null };
  return { ...(await chooseTarget(ctx, mine)), own: true };
}

function isHolder(ctx: Context, item: ItemRow, row: TargetRow): boolean {
  return holdersOf(ctx, item, row).some(({ person }) => person.id === ctx.actor.id);
}

/** The other side: of the room's word the holders, of a holder's the room. */
function told(ctx: Context, item: ItemRow, row: TargetRow, own: boolean): string[] {
  const people = own
    ? roomOf(ctx, item, row)
    : peopleOf(holdersOf(ctx, item, row)).map(({ person }) => person.id);
  return people.filter((person) => person !== ctx.actor.id);
}
