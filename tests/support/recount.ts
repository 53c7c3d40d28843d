import { eq } from "drizzle-orm";
import { COUNT_KEYS } from "#contract/tally";
import { listBotChannels, listChannels } from "#db/channels";
import { type ItemRow, listItems } from "#db/items";
import { listMessages } from "#db/messages";
import type { Session } from "#db/open";
import { listReplies, type ReplyRow } from "#db/replies";
import { tallySum } from "#db/schema";
import { listTallies } from "#db/tallies";
import { listTargets, type TargetRow } from "#db/targets";
import { deriveChannels } from "#domain/channels";
import type { Org } from "#domain/org-index";
import { addSums, contributionSums, type Sums } from "#domain/sums";
import { addCounts, contribution, rates, zeroCounts } from "#domain/tally";
import { specOf } from "#kernel/loop/change";
import { countedValues, factsOf } from "#kernel/loop/facts";
import { pick, unscale } from "#kernel/loop/tally-book";

/** The database of a county at rest, as a checker reads it. */
export interface Final {
  session: Session;
  org: Org;
}

/**
 * PROOF C7: recounts every item at every node from its target rows, and holds the running tallies,
 * the rates and the versions of replies against that.
 * @returns what does not agree, in words; empty when all is well
 */
export async function tallyFaults({ session, org }: Final): Promise<string[]> {
  const items = await listItems(session, {});
  const faults = await Promise.all(items.map((item) => faultsOfItem(session, org, item)));
  return faults.flat();
}

async function faultsOfItem(session: Session, org: Org, item: ItemRow): Promise<string[]> {
  const rows = await listTargets(session, item.id);
  const stored = new Map((await listTallies(session, item.id)).map((row) => [row.node, row]));
  const summed = await session.select().from(tallySum).where(eq(tallySum.item, item.id));
  const booked = Map.groupBy(summed, (row) => row.node);
  const { fields, verify } = specOf(item);
  const faults: string[] = [];
  const within = new Map<string, TargetRow[]>();
  for (const row of rows) {
    for (const { id } of org.tree.lineage(row.node)) {
      within.set(id, [...(within.get(id) ?? []), row]);
    }
  }
  for (const node of org.tree.nodes) {
    const below = within.get(node.id) ?? [];
    const counts = below.map((row) => contribution(factsOf(row))).reduce(addCounts, zeroCounts());
    const row = stored.get(node.id);
    if (!row && below.length === 0) continue;
    const kept = row ? pick(row) : zeroCounts();
    for (const key of COUNT_KEYS) {
      if (kept[key] !== counts[key]) {
        faults.push(`${item.id} ${node.name} ${key}: kept ${kept[key]}, rows say ${counts[key]}`);
      }
    }
    const none: Sums = {};
    const sums = below.map((r) => contributionSums(fields, countedValues(r))).reduce(addSums, none);
    const entries = (booked.get(node.id) ?? []).map(({ field, n }) => [field, BigInt(n)] as const);
    const keptSums = unscale(Object.fromEntries(entries));
    if (!equal(keptSums, sums)) {
      faults.push(`${item.id} ${node.name} sums: kept ${show(keptSums)}, rows say ${show(sums)}`);
    }
    for (const [name, { n, of }] of Object.entries(rates(kept, { verify }))) {
      if (n < 0 || n > of) faults.push(`${item.id} ${node.name} ${name} is ${n}/${of}`);
    }
    const parts = org.tree.children(node.id).flatMap((child) => stored.get(child.id) ?? []);
    const own = rows.filter((r) => r.node === node.id).length;
    if (own === 0 && !equal(parts.map(pick).reduce(addCounts, zeroCounts()), kept)) {
      faults.push(`${item.id} ${node.name} is not the sum of its children`);
    }
  }
  const replies = await listReplies(session, item.id, [
    ...(["current", "superseded", "pending", "declined"] as const),
  ]);
  const byTarget = Map.groupBy(replies, (reply) => reply.target);
  return [...faults, ...rows.flatMap((row) => versionFaults(row, byTarget.get(row.id) ?? []))];
}

function versionFaults(row: TargetRow, replies: ReplyRow[]): string[] {
  const versions = replies.map(({ version }) => version).sort((a, b) => a - b);
  const current = replies.filter((reply) => reply.state === "current");
  const counts = current[0]?.id ?? null;
  const name = `${row.item} ${row.node}`;
  return [
    ...(row.version === replies.length
      ? []
      : [`${name}: version ${row.version}, but ${replies.length} replies`]),
    ...(versions.every((version, i) => version === i + 1)
      ? []
      : [`${name}: its replies are versions ${versions.join(" ")}`]),
    ...(current.length <= 1 ? [] : [`${name}: ${current.length} replies count at once`]),
    ...(row.reply === counts ? [] : [`${name}: says ${row.reply} counts, but ${counts} does`]),
  ];
}

/** PROOF C4: in every channel the numbers run from 1 without a gap up to what the channel says. */
export async function seqFaults({ session, org }: Final, now: number): Promise<string[]> {
  const derived = deriveChannels(org, now).map(({ id }) => id);
  const talks = await Promise.all(org.data.people.map(({ id }) => listBotChannels(session, id)));
  const channels = [...(await listChannels(session, derived)), ...talks.flat()];
  const faults = await Promise.all(
    channels.map(async ({ id, lastSeq }) => {
      const rows = await listMessages(session, id, { after: 0, limit: 1_000_000 });
      const gap = rows.findIndex(({ seq }, i) => seq !== i + 1);
      return [
        ...(gap < 0 ? [] : [`${id}: message ${gap + 1} bears ${rows[gap]!.seq}`]),
        ...(rows.length === lastSeq ? [] : [`${id}: ${rows.length} messages, last is ${lastSeq}`]),
      ];
    }),
  );
  return faults.flat();
}

function equal(a: Record<string, number>, b: Record<string, number>): boolean {
  return show(a) === show(b);
}

function show(counts: Record<string, number>): string {
  return JSON.stringify(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
