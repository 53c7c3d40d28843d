import type { ListedItem, Todo } from "#contract/todo";
import { urgencyRank } from "#contract/urgency";
import type { ItemRow } from "#db/items";
import { listNewestOpen } from "#db/rounds";
import { listOpenFrom, listUnlanded } from "#db/sight";
import { listOpenTargetsAt, listTargetsAtGate } from "#db/targets";
import type { Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { type Action, can } from "#domain/rights/rights";
import { ages } from "#kernel/ageing";
import { asksReply } from "#kernel/define-kind";
import { isAnswered } from "#kernel/loop/change";
import { isSeries } from "#kernel/loop/series";
import { lookOut } from "#kernel/sight/look-out";
import { means } from "#kernel/who";
import { gateSteps } from "./gate-steps.ts";
import { itemViewsOf } from "./item-view.ts";
import { answersFor } from "./own-standing.ts";
import { type Page, pageOf, type Wish } from "./paging.ts";
import type { Viewer } from "./viewer.ts";

/**
 * What the viewer has to do, 特急 first, then the nearest deadline: answer for a place whose post one holds,
 * or, in a town's room, pass down, verify and submit what stands at its gate.
 */
export async function waitingFor(viewer: Viewer): Promise<ListedItem[]> {
  return (await waitingPage(viewer, { limit: Number.POSITIVE_INFINITY })).rows;
}

/** A page of {@link waitingFor}. */
export async function waitingPage(viewer: Viewer, wish: Wish): Promise<Page<ListedItem>> {
  const owed = await owedBy(viewer);
  owed.sort((a, b) => rankOf(a) - rankOf(b));
  const byItem = [...Map.groupBy(owed, ({ item }) => item)];
  const page = pageOf(byItem, wish, {
    list: "waiting",
    id: ([{ id }]) => id,
    rank: ([, [first]]) => rankOf(first!),
  });
  const views = await itemViewsOf(
    viewer,
    page.rows.map(([item]) => item),
  );
  const rows = page.rows.map(([, rows], i) => ({
    ...views[i]!,
    todo: rows.map(({ todo }) => todo),
  }));
  return { rows, next: page.next };
}

/** 特急 before all else, then by deadline: below zero are times of what is urgent. */
function rankOf({ item, todo }: Owed): number {
  return time(todo.dueAt) + urgencyRank(item.urgency) * Number.MAX_SAFE_INTEGER;
}

/** What has no deadline comes last. */
function time(dueAt: number | null): number {
  return dueAt ?? Number.MAX_SAFE_INTEGER;
}

/** One thing that the viewer has to do. */
export interface Owed {
  item: ItemRow;
  todo: Todo;
}

/**
 * What {@link waitingFor} is made of, in no order and with nothing read about the items.
 * @param isAsked of the viewer's own places those that are looked at; all of them without it
 */
export async function owedBy(
  viewer: Viewer,
  isAsked: (node: string) => boolean = () => true,
): Promise<Owed[]> {
  const answers = await answersOwed(viewer, isAsked);
  const gates = gatesOf(viewer);
  const unlanded = await unlandedOwed(viewer);
  const silent = cutOffTowns(viewer);
  return [
    ...answers,
    ...unlanded,
    ...(await gateWork(viewer, gates)),
    ...(await silentTowns(viewer, silent)),
  ];
}

async function answersOwed(viewer: Viewer, isAsked: (node: string) => boolean): Promise<Owed[]> {
  const { session, org, registry, person, now } = viewer;
  const nodes = new Set(org.assignmentsOf(person, now).map((a) => a.node));
  const own = [...nodes].filter(isAsked);
  return (await listOpenTargetsAt(session, own)).flatMap(({ row, item }) => {
    const kind = registry.kinds.get(item.kind);
    if (!kind || isAnswered(kind, row) || !answersFor(viewer, item, row)) return [];
    const what = asksReply(kind) ? "填报" : "签收";
    const { node, dueAt, difficulty } = row;
    const acked = row.ackedAt !== null;
    return [owe(viewer, item, { what, node, dueAt, n: 1, acked, difficulty })];
  });
}

/** What has come to nothing yet and is the viewer's to look after, whatever its kind. */
async function unlandedOwed(viewer: Viewer): Promise<Owed[]> {
  const { session, registry, person, org, now } = viewer;
  const kinds = registry.kindsThat(ages);
  if (kinds.length === 0) return [];
  const items = await listUnlanded(session, lookOut(viewer), { kinds, at: now });
  return items.flatMap((item) => {
    const { owner } = registry.kinds.get(item.kind)!.ageing!;
    if (!means({ person, org, now }, owner, { item })) return [];
    const node = item.about ?? item.node;
    return [owe(viewer, item, { what: "着落", node, dueAt: item.dueAt, n: 1, ...ROOMS })];
  });
}

/** The towns whose rooms the viewer runs. */
function gatesOf({ org, person, now }: Viewer): Node[] {
  const { tree, profile } = org;
  return org
    .assignmentsOf(person, now)
    .filter((a) => a.post === profile.room.post)
    .flatMap((a) => tree.get(a.serves ?? a.node) ?? [])
    .filter((node) => tree.level(node).gate);
}

/** What is open and touches a town, and of it what no newer round of its series has overtaken. */
async function openAt(
  { session }: Viewer,
  town: Node,
): Promise<{ open: ItemRow[]; current: Set<ItemRow> }> {
  const open = (await listOpenFrom(session, town.id)).filter((item) => !isSeries(item));
  const newest = await listNewestOpen(
    session,
    open.flatMap(({ roundOf }) => roundOf ?? []),
  );
  const isCurrent = ({ roundOf, round }: ItemRow) =>
    roundOf === null || newest.get(roundOf) === round;
  return { open, current: new Set(open.filter(isCurrent)) };
}

/** What stands at the gates of the viewer's rooms. */
async function gateWork(viewer: Viewer, gates: Node[]): Promise<Owed[]> {
  const { session, org, registry, person, now } = viewer;
  const found: Owed[] = [];
  for (const gate of gates) {
    const { open, current } = await openAt(viewer, gate);
    const ids = open.map(({ id }) => id);
    const rows = Map.groupBy(await listTargetsAtGate(session, ids, gate.id), (row) => row.item);
    for (const item of open) {
      const kind = registry.kinds.get(item.kind);
      if (!kind) continue;
      for (const step of gateSteps(item, kind, rows.get(item.id) ?? [], now)) {
        if (PRESSING.has(step.what) && !current.has(item)) continue;
        found.push(owe(viewer, item, { ...step, ...ROOMS, node: gate.id }));
      }
    }
  }
  // Whose reply it is is asked at each of them; here, whether the room does this at all.
  const reply = { by: null, enteredBy: null };
  return found.filter(
    ({ todo: { node, what } }) => can({ person, org, now }, RIGHT[what], { node, reply }).ok,
  );
}

/** The towns out of contact that the viewer, being the centre, answers for (SPEC §1.18). */
function cutOffTowns({ org, person, now }: Viewer): Node[] {
  return org.tree.nodes.filter(
    (node) => node.cutOffAt !== null && can({ person, org, now }, "cut_off", { node: node.id }).ok,
  );
}

/** What the centre answers for those towns. */
async function silentTowns(viewer: Viewer, towns: Node[]): Promise<Owed[]> {
  const { session, registry } = viewer;
  const found: Owed[] = [];
  for (const town of towns) {
    const { id } = town;
    const { open, current } = await openAt(viewer, town);
    const rows = Map.groupBy(
      await listTargetsAtGate(
        session,
        open.map((item) => item.id),
        id,
      ),
      (row) => row.item,
    );
    for (const item of current) {
      const kind = registry.kinds.get(item.kind);
      const silent = (rows.get(item.id) ?? []).filter(
        (row) => row.dispatchedAt !== null && kind && !isAnswered(kind, row),
      );
      if (silent.length === 0) continue;
      const dues = silent.flatMap(({ dueAt }) => dueAt ?? []);
      const dueAt = dues.length > 0 ? Math.min(...dues) : null;
      found.push(owe(viewer, item, { what: "失联", node: id, dueAt, n: silent.length, ...ROOMS }));
    }
  }
  return found;
}

/** What is said of one's own answer alone. */
const ROOMS = { acked: false, difficulty: null };

/** Not worth chasing any more of a round when the next one is under way. */
const PRESSING = new Set<Todo["what"]>(["下达", "到期"]);

/** The right that each step takes. */
const RIGHT: Record<Todo["what"], Action> = {
  困难: "nudge",
  下达: "dispatch",
  失联: "reply",
  退回: "nudge",
  到期: "nudge",
  核实: "verify",
  上报: "submit",
  着落: "use",
  签收: "reply",
  填报: "reply",
};

function owe({ org }: Viewer, item: ItemRow, todo: Omit<Todo, "nodeName">): Owed {
  const place = org.tree.get(todo.node);
  return { item, todo: { ...todo, nodeName: place ? displayName(place) : "" } };
}
