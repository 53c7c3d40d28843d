import { Refusal } from "#contract/errors";
import { readShape } from "#contract/read-shape";
import { lastAlong } from "#db/events";
import { findItem, type ItemRow, lockItem } from "#db/items";
import { listTargets } from "#db/targets";
import type { Context } from "../context.ts";
import type { Kind, Transition } from "../define-kind.ts";
import { enterFact } from "../ledger/ledger.ts";
import { type Done, peopleFor, postAlong } from "../who.ts";
import { kindOf } from "./change.ts";
import { enterState, markCards } from "./end.ts";
import { tellPeople } from "./ladders.ts";

/**
 * Takes an item along a transition of its kind: who may, who must be another, what else must be so,
 * whom it tells and which facts follow all stand there (KINDS §1).
 * @param change.spec what the kind itself knows of it from now on
 * @param change.reason typed by whoever does it; on the cards where it ends
 * @throws Refusal `conflict` in another state, `forbidden` who may not
 */
export async function moveItem(
  ctx: Context,
  { id }: Pick<ItemRow, "id">,
  transition: string,
  change: { spec?: unknown; reason?: string | null } = {},
): Promise<ItemRow> {
  // Of two at once the later one sees what the first has done.
  await lockItem(ctx.session, id);
  const item = (await findItem(ctx.session, id))!;
  const kind = kindOf(ctx, item);
  const along = kind.transitions[transition]!;
  const done = await doneTo(ctx, item, along);
  mustBeIn(kind, item, along);
  ctx.acting = mayTake(ctx, kind, along, done);
  const alone = await secondOf(ctx, along, done);
  const refusal = along.guard?.(done);
  if (refusal) throw refusal;
  const { reason = null } = change;
  const spec = "spec" in change ? readShape(kind.spec, change.spec, "bad_argument") : item.spec;
  const { zh, phase } = kind.states[along.to]!;
  const moved = await enterState(ctx, item, along.to, {
    endReason: phase === "ended" ? reason : null,
    spec,
  });
  if (phase === "ended") await markCards(ctx, moved, zh, reason);
  ctx.record("item.moved", {
    item: id,
    node: item.about ?? item.node,
    data: { transition, to: zh, ...(reason !== null && { reason }), ...(alone && { alone }) },
  });
  await follow(ctx, along, { ...done, item: moved }, `${item.label} ${item.title}：${zh}`);
  return moved;
}

/** Whom a transition tells, each once and not who did it, and the facts that follow from it. */
export async function follow(
  ctx: Context,
  { tells = [], puts }: Transition,
  done: Done,
  text: string,
): Promise<void> {
  for (const { ledger, fact } of puts?.(done) ?? []) await enterFact(ctx, ledger, fact);
  const people = peopleFor(ctx, tells, done).filter((person) => person !== ctx.person?.id);
  await tellPeople(ctx, done.item, people, text);
}

/**
 * The mark of an act whose second person there is not: 自核. Null where it is another's, as it
 * should be.
 * @throws Refusal `forbidden` who did the first act, while somebody else could do this one
 */
export async function secondOf(
  ctx: Context,
  along: Transition,
  done: Done,
): Promise<string | null> {
  const { second } = along;
  if (!second) return null;
  const { item, line } = done;
  const first =
    second.not === "opened"
      ? item.person
      : await lastAlong(ctx.session, item.id, second.not, line?.n ?? null);
  if (first !== ctx.actor.id) return null;
  const kind = kindOf(ctx, item);
  const others = peopleFor(ctx, along.who ?? [{ cap: kind.cap, at: "home" }], done);
  const isAlone = others.every((person) => person === first);
  if (second.alone !== undefined && isAlone) return second.alone;
  throw new Refusal("forbidden", `${item.label} 前一步是你自己办的，这一步要由另一个人来办`);
}

async function doneTo(ctx: Context, item: ItemRow, along: Transition): Promise<Done> {
  const looks = [...(along.who ?? []), ...(along.tells ?? [])];
  if (!looks.includes("asked")) return { item };
  const rows = await listTargets(ctx.session, item.id);
  return { item, asked: rows.flatMap((row) => (row.excusedAt === null ? [row.node] : [])) };
}

function mustBeIn(kind: Kind, item: ItemRow, { from }: Transition): void {
  if (from.includes(item.state)) return;
  throw new Refusal("conflict", `${item.label}已经是“${kind.states[item.state]!.zh}”，不能再改`);
}

function mayTake(ctx: Context, kind: Kind, along: Transition, done: Done) {
  const subject = { person: ctx.actor.id, org: ctx.org, now: ctx.now };
  const post = postAlong(subject, kind, along, done);
  if (post) return post;
  throw new Refusal("forbidden", `你的岗位不能办${done.item.label}的这一步`);
}
