import { type ItemRow, listItems } from "#db/items";
import { listOpenTargetsAt, listTargets, type TargetRow } from "#db/targets";
import { can } from "#domain/rights";
import { displayName } from "#domain/short-name";
import { isAnswered, specOf } from "#kernel/loop/change";
import { itemView } from "./item-view.ts";
import type { ListedItem, Todo } from "./shapes.ts";
import type { Viewer } from "./viewer.ts";

/**
 * What the viewer has to do, the nearest deadline first: answer for a place whose post one holds,
 * or, in a town's room, pass down, verify and submit what stands at its gate.
 */
export async function waitingFor(viewer: Viewer): Promise<ListedItem[]> {
  const open = await listItems(viewer.session, { state: "open" });
  const items = new Map(open.map((item) => [item.id, item]));
  const owed = [...(await answersOwed(viewer, items)), ...(await gateWork(viewer, open))];
  owed.sort((a, b) => time(a.todo.dueAt) - time(b.todo.dueAt));
  const byItem = Map.groupBy(owed, ({ item }) => item);
  return [...byItem].map(([item, rows]) => ({
    ...itemView(viewer, item),
    todo: rows.map(({ todo }) => todo),
  }));
}

/** What has no deadline comes last. */
function time(dueAt: number | null): number {
  return dueAt ?? Number.MAX_SAFE_INTEGER;
}

interface Owed {
  item: ItemRow;
  todo: Todo;
}

async function answersOwed(viewer: Viewer, items: Map<string, ItemRow>): Promise<Owed[]> {
  const { session, org, registry, person, now } = viewer;
  const own = [...new Set(org.assignmentsOf(person, now).map((a) => a.node))];
  const rows = await listOpenTargetsAt(session, own);
  return rows.flatMap((row) => {
    const item = items.get(row.item);
    const kind = item && registry.kinds.get(item.kind);
    if (!item || !kind || isAnswered(kind, row) || !answersFor(viewer, item, row)) return [];
    return [owe(viewer, item, row.node, kind.answer === "ack" ? "签收" : "填报", row.dueAt)];
  });
}

/** The same people as may answer in the kernel: the named one, the named posts, else whoever is responsible. */
function answersFor({ org, person, now }: Viewer, item: ItemRow, row: TargetRow): boolean {
  if (row.person !== "") return row.person === person;
  const { posts } = specOf(item);
  const holders = posts ? org.holdersAt(row.node, now, posts) : org.responsibleAt(row.node, now);
  return holders.some((holder) => holder.person.id === person);
}

/** Looked for only by whoever runs a gate, so the others pay nothing for it. */
async function gateWork(viewer: Viewer, open: ItemRow[]): Promise<Owed[]> {
  const { session, org, person, now } = viewer;
  const { tree, profile } = org;
  const gates = org
    .assignmentsOf(person, now)
    .filter((a) => a.post === profile.room.post)
    .flatMap((a) => tree.get(a.serves ?? a.node) ?? [])
    .filter((node) => tree.level(node).gate);
  const found: Owed[] = [];
  for (const gate of gates) {
    for (const item of open) {
      const rows = await listTargets(session, item.id, { gate: gate.id });
      const counted = rows.filter((row) => row.excusedAt === null);
      for (const what of gateSteps(item, counted)) {
        const dueAt = what === "上报" ? (specOf(item).submitBy ?? item.dueAt) : item.dueAt;
        found.push(owe(viewer, item, gate.id, what, dueAt));
      }
    }
  }
  return found.filter(({ todo: { node, what } }) => {
    const action = what === "下达" ? "dispatch" : what === "核实" ? "verify" : "submit";
    // Whose reply it is is asked at each of them; here, whether the room verifies at all.
    const reply = { by: null, enteredBy: null };
    return can({ person, org, now }, action, { node, reply }).ok;
  });
}

function gateSteps(item: ItemRow, rows: TargetRow[]): Todo["what"][] {
  const { verify, route } = specOf(item);
  if (rows.length === 0) return [];
  if (rows.some((row) => row.dispatchedAt === null)) return ["下达"];
  const reported = rows.filter((row) => row.repliedAt !== null && row.returnedAt === null);
  if (verify && reported.some((row) => row.verifiedAt === null)) return ["核实"];
  // With 核实=否 on the auto route there is nothing to submit (SPEC §1.12).
  if (!verify && route === "auto") return [];
  const complete = reported.length === rows.length;
  return complete && rows.some((row) => row.submittedAt === null) ? ["上报"] : [];
}

function owe(
  { org }: Viewer,
  item: ItemRow,
  node: string,
  what: Todo["what"],
  dueAt: number | null,
): Owed {
  const place = org.tree.get(node);
  return { item, todo: { what, node, nodeName: place ? displayName(place) : "", dueAt } };
}
