import type { BoardRow, BoardTotals } from "#contract/board";
import type { TargetState } from "#contract/states";
import { COUNT_KEYS, type Counts } from "#contract/tally";
import { listReplySources } from "#db/boards";
import { findItem, type ItemRow } from "#db/items";
import type { Session } from "#db/open";
import { listTargets, listTargetsById, type TargetRow } from "#db/targets";
import { addSums, contributionSums, type Sums } from "#domain/count/sums";
import { contribution, marksOf, stateOf, zeroCounts } from "#domain/count/tally";
import { boardValues } from "#domain/form/board-values";
import type { Org } from "#domain/org/org-index";
import { displayName } from "#domain/org/short-name";
import { countedValues, factsOf } from "#kernel/loop/facts";
import { canonicalLine } from "#kernel/loop/tally-view";
import type { Registry } from "#kernel/registry";

/** What a board is read from; it is for nobody in particular, who may open it is asked apart. */
export interface BoardSource {
  session: Session;
  org: Org;
  registry: Registry;
}

/** A target as the board has it, and what it adds to the totals. */
export interface BoardEntry {
  row: BoardRow;
  /** The township it lies in; null beside the townships. */
  gate: string | null;
  /** A household counts and has no row: no personal data in any document (SPEC §1.13). */
  shown: boolean;
  position: number;
  /** How often it has changed. */
  revision: number;
  /** When anything last happened to it. */
  at: number;
  counts: Counts;
  sums: Sums;
}

export async function boardItem(session: Session, id: string): Promise<ItemRow | null> {
  return (await findItem(session, id)) ?? null;
}

/**
 * An item's targets as the database has them, in no order.
 * @param ids only these; the whole item without
 */
export async function boardEntries(
  source: BoardSource,
  item: ItemRow,
  ids?: string[],
): Promise<BoardEntry[]> {
  const { session } = source;
  const rows = ids ? await listTargetsById(session, ids) : await listTargets(session, item.id);
  const replies = rows.flatMap(({ reply }) => reply ?? []);
  const sources = await listReplySources(session, replies);
  return rows.map((row) => boardEntry(source, item, row, sources.get(row.reply ?? "")));
}

function boardEntry(
  { org }: BoardSource,
  item: ItemRow,
  row: TargetRow,
  reply: { at: number; post: string } | undefined,
): BoardEntry {
  const { tree, profile } = org;
  const place = tree.get(row.node);
  const facts = factsOf(row);
  const state = stateOf(facts);
  const post = reply?.post ?? row.ackedPost;
  const { fields } = item.terms;
  return {
    row: {
      id: row.id,
      node: row.node,
      name: place ? displayName(place) : row.node,
      path: tree.pathName(row.node),
      colour: place?.colour ?? null,
      grade: place?.grade ?? null,
      state: profile.words[state] ?? state,
      marks: marksOf(facts),
      time: timeOf(state, row, reply?.at ?? row.repliedAt),
      post: post === null ? null : (org.post(post)?.zh ?? null),
      ...boardValues(fields, row.values),
      version: row.version,
      due: row.dueAt,
    },
    gate: row.gate,
    shown: !place || !tree.level(place).household,
    position: row.position,
    revision: row.revision,
    at: Math.max(0, ...HAPPENINGS.map((key) => row[key] ?? 0), reply?.at ?? 0),
    counts: contribution(facts),
    sums: contributionSums(fields, countedValues(row)),
  };
}

const HAPPENINGS = [
  "dispatchedAt",
  "ackedAt",
  "repliedAt",
  "verifiedAt",
  "submittedAt",
  "returnedAt",
  "excusedAt",
  "difficultyAt",
  "notReachedAt",
  "callFailedAt",
  "toldAt",
] as const satisfies (keyof TargetRow)[];

/** Since when the target has been in the state that is shown. */
function timeOf(state: TargetState, row: TargetRow, repliedAt: number | null): number | null {
  switch (state) {
    case "待下达":
      return null;
    case "已派":
      return row.dispatchedAt;
    case "已响应":
      return row.ackedAt;
    case "已报":
      return repliedAt;
    case "已核":
      return row.verifiedAt;
    case "已上报":
      return row.submittedAt;
    case "退回":
      return row.returnedAt;
    case "逾期":
      return row.dueAt;
    case "困难":
      return row.difficultyAt;
    case "免报":
      return row.excusedAt;
    case "未联系上":
      return row.notReachedAt;
  }
}

/** The sum over some of an item's targets, in the words of every other tally of it. */
export function boardTotals(
  { org, registry }: BoardSource,
  item: ItemRow,
  node: string,
  entries: Iterable<BoardEntry>,
): BoardTotals {
  const counts = zeroCounts();
  let sums: Sums = {};
  for (const entry of entries) {
    for (const key of COUNT_KEYS) counts[key] += entry.counts[key];
    if (Object.keys(entry.sums).length > 0) sums = addSums(sums, entry.sums);
  }
  const place = org.tree.get(node);
  return {
    node,
    name: place ? displayName(place) : node,
    counts,
    line: canonicalLine(item, registry.kinds.get(item.kind)!, counts),
    sums,
  };
}
