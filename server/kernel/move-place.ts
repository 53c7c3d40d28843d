import { listStandingAt } from "#db/ledger";
import { listOpenLinesAbout } from "#db/lines";
import { moveNode } from "#db/org";
import { listNarrowAt, moveSight } from "#db/sight";
import { listOpenTargetsWithin, moveTargets } from "#db/targets";
import type { Node, OrgChange } from "#domain/org/org";
import type { Moved } from "./book.ts";
import type { Context } from "./context.ts";
import { moveFact } from "./ledger/ledger.ts";
import { moveLine } from "./lines/lines.ts";
import { showAnew } from "./sight/show.ts";

/**
 * Puts a place, and all below it, under another (KINDS §1 and §4). What is open and what stands goes
 * along: it is counted, seen and sent up where the place lies now. What was counted by the day, what
 * has ended and what added up stay with the tree of their day, which stays known.
 * @throws Error when the place holds the one it should lie in: whoever asks says so in words
 */
export async function movePlace(ctx: Context, place: Node, parent: Node): Promise<void> {
  const { tree } = ctx.org;
  if (place.parent === null || tree.isWithin(parent.id, place.id)) {
    throw new Error(`${place.id} cannot lie in ${parent.id}`);
  }
  if (place.parent === parent.id) return;
  const to = { id: place.id, parent: parent.id };
  // Moved twice at one instant, it was never where it is moved from.
  const move = { node: place.id, parent: place.parent, until: ctx.now };
  const before = ctx.org.data.moves ?? [];
  const isAgain = before.some(({ node, until }) => node === move.node && until === move.until);
  const moves = isAgain ? [] : [move];
  const change: OrgChange = { nodes: [to], moves };
  await moveNode(ctx.session, to, moves);
  ctx.changeOrg(change);

  const after = ctx.org.with(change).tree;
  const [above, now] = [tree, after].map((one) => one.ancestors(place.id).map(({ id }) => id));
  const lost = above!.filter((id) => !now!.includes(id));
  const moved: Moved = { lost, gained: now!.filter((id) => !above!.includes(id)) };
  const below = (id: string) => after.children(id).map((child) => child.id);
  await moveSight(ctx.session, place.id, {
    ...moved,
    lost: lost.map((id) => ({ id, below: below(id) })),
  });
  for (const item of await listNarrowAt(ctx.session, place.id)) await showAnew(ctx, item, after);
  const places = tree.descendants(place.id, { self: true }).map(({ id }) => id);
  await moveAsks(ctx, places, moved, after.gateOf(place.id)?.id ?? null);
  for (const ledger of ctx.registry.ledgers.values()) {
    if (ledger.mode !== "replaces") continue;
    const rows = await listStandingAt(ctx.session, ledger.key, places, ctx.now);
    for (const row of rows) moveFact(ctx, ledger, row, moved);
  }
}

/** What is open at these places: lines, and targets, whose replies another room sends up now. */
async function moveAsks(
  ctx: Context,
  places: string[],
  moved: Moved,
  gate: string | null,
): Promise<void> {
  for (const { line, item } of await listOpenLinesAbout(ctx.session, places)) {
    moveLine(ctx, item, line, moved);
  }
  const targets = await listOpenTargetsWithin(ctx.session, places);
  for (const { target, item } of targets) ctx.tallies.move(item.terms.fields, target, moved);
  // A place above the gate has none, and a gate that moves stays its own.
  const other = targets.flatMap(({ target }) =>
    target.gate !== gate && !places.includes(target.gate ?? "") ? [target] : [],
  );
  await moveTargets(ctx.session, other, gate);
  ctx.effects.targets.push(...other.map((row) => ({ ...row, gate, revision: row.revision + 1 })));
}
