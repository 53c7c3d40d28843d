import type { EventRow } from "#contract/events";
import { COUNT_KEYS } from "#contract/tally";
import { listPages } from "#db/book";
import { listBotChannels, listChannels } from "#db/channels";
import { listEventsOf } from "#db/events";
import { type ItemRow, listItems } from "#db/items";
import { listMessages } from "#db/messages";
import type { Session } from "#db/open";
import { listReplies, type ReplyRow } from "#db/replies";
import { listTargets, type TargetRow } from "#db/targets";
import { addSums, contributionSums, type Sums } from "#domain/count/sums";
import { addCounts, contribution, rates, zeroCounts } from "#domain/count/tally";
import { countsIn, sumsIn } from "#domain/count/tally-page";
import { deriveChannels } from "#domain/org/channels";
import type { Org } from "#domain/org/org-index";
import { countedValues, factsOf } from "#kernel/loop/facts";
import { submittedSums } from "#kernel/loop/submitted-sums";

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

/** Of what is open the tree of now counts: after every move. */
const LATER = Number.MAX_SAFE_INTEGER;

async function faultsOfItem(session: Session, org: Org, item: ItemRow): Promise<string[]> {
  const rows = await listTargets(session, item.id);
  const { fields, verify } = item.terms;
  const pages = await listPages(session, { of: item.id, day: "" });
  const stored = new Map(
    pages.map(({ node, words, sums }) => [
      node,
      { counts: countsIn(words), sums: sumsIn(fields, sums) },
    ]),
  );
  const faults: string[] = [];
  const at = item.endedAt ?? LATER;
  const within = new Map<string, TargetRow[]>();
  for (const row of rows) {
    for (const { id } of org.lineageAt(row.node, at)) {
      within.set(id, [...(within.get(id) ?? []), row]);
    }
  }
  for (const node of org.tree.nodes) {
    const below = within.get(node.id) ?? [];
    const counts = below.map((row) => contribution(factsOf(row))).reduce(addCounts, zeroCounts());
    const row = stored.get(node.id);
    if (!row && below.length === 0) continue;
    const kept = row ? row.counts : zeroCounts();
    for (const key of COUNT_KEYS) {
      if (kept[key] !== counts[key]) {
        faults.push(`${item.id} ${node.name} ${key}: kept ${kept[key]}, rows say ${counts[key]}`);
      }
    }
    const none: Sums = {};
    const sums = below.map((r) => contributionSums(fields, countedValues(r))).reduce(addSums, none);
    const keptSums = row ? row.sums : {};
    if (!equal(keptSums, sums)) {
      faults.push(`${item.id} ${node.name} sums: kept ${show(keptSums)}, rows say ${show(sums)}`);
    }
    for (const [name, { n, of }] of Object.entries(rates(kept, { verify }))) {
      if (n < 0 || n > of) faults.push(`${item.id} ${node.name} ${name} is ${n}/${of}`);
    }
    const children = org.tree.nodes.filter(({ id }) => org.lineageAt(id, at)[1]?.id === node.id);
    const parts = children.flatMap((child) => stored.get(child.id) ?? []);
    const own = rows.filter((r) => r.node === node.id).length;
    if (
      own === 0 &&
      !equal(parts.map(({ counts }) => counts).reduce(addCounts, zeroCounts()), kept)
    ) {
      faults.push(`${item.id} ${node.name} is not the sum of its children`);
    }
  }
  const replies = await listReplies(session, item.id, [
    ...(["current", "superseded", "pending", "declined"] as const),
  ]);
  const byTarget = Map.groupBy(replies, (reply) => reply.target);
  const facts = await listEventsOf(session, item.id);
  return [
    ...faults,
    ...rows.flatMap((row) => versionFaults(row, byTarget.get(row.id) ?? [])),
    ...rows.flatMap((row) => waitingFaults(item, row, byTarget.get(row.id) ?? [], facts)),
  ];
}

/** Facts that are acts on what a place answered. */
const ACTS = new Set(["target.replied", "target.verified", "target.returned", "target.excused"]);

/** SPEC §1.7: one version waits at most, and nothing was done at its place since. */
function waitingFaults(
  item: ItemRow,
  row: TargetRow,
  replies: ReplyRow[],
  facts: EventRow[],
): string[] {
  const name = `${row.item} ${row.node}`;
  const [waiting = null, ...more] = replies.filter(({ state }) => state === "pending");
  if (more.length > 0) return [`${name}: ${more.length + 1} versions wait at once`];
  if (row.pending !== (waiting?.id ?? null)) {
    return [`${name}: says ${row.pending} waits, but ${waiting?.id} does`];
  }
  if (!waiting) return [];
  const isHere = ({ node, data }: EventRow) =>
    node === row.node || (Array.isArray(data.nodes) && data.nodes.includes(row.node));
  const since = facts.findLastIndex(
    ({ type, node, data }) =>
      (type === "target.disputed" && node === row.node && data.version === waiting.version) ||
      (type === "target.restored" && node === row.node),
  );
  const later = facts.slice(since + 1).filter((fact) => ACTS.has(fact.type) && isHere(fact));
  const current = replies.find(({ state }) => state === "current");
  return [
    ...later.map(({ type }) => `${name}: version ${waiting.version} waits on after ${type}`),
    ...(item.state === "open" ? [] : [`${name}: a version waits in an item that has ended`]),
    ...(current && current.version > waiting.version ? [`${name}: an older version waits`] : []),
  ];
}

/** What went up of each item from each town, by `item town field`: never less but by a 续报 or a return. */
export async function submitted({ session }: Final): Promise<Map<string, number>> {
  const sums = new Map<string, number>();
  for (const item of await listItems(session, {})) {
    const rows = await listTargets(session, item.id);
    for (const [gate, of] of Map.groupBy(rows, (row) => row.gate)) {
      const up = await submittedSums(session, item.terms.fields, of);
      for (const [field, n] of Object.entries(up)) sums.set(`${item.id} ${gate} ${field}`, n);
    }
  }
  return sums;
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
