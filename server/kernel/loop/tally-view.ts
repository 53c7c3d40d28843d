import type { Counted, Counts } from "#contract/tally";
import type { ItemRow } from "#db/items";
import type { Session } from "#db/open";
import { listMissing, type TargetRow } from "#db/targets";
import { coverage, type Sums, sumsLine } from "#domain/count/sums";
import { rates } from "#domain/count/tally";
import { missingLine } from "#domain/count/tally-line";
import { fewPlaces } from "#domain/org/few-places";
import { namesInView } from "#domain/org/names-in-view";
import type { Org } from "#domain/org/org-index";
import { Book } from "../book.ts";
import type { Context } from "../context.ts";
import type { Kind } from "../define-kind.ts";
import type { LineWords } from "../lines/define-lines.ts";
import { lineWords } from "../lines/lines.ts";
import type { Registry } from "../registry.ts";
import { kindOf } from "./change.ts";
import { currentOf } from "./series.ts";
import { TallyBook } from "./tally-book.ts";

/** The tally of a series goes on growing in version when the next round's takes its place. */
const VERSIONS_PER_ROUND = 1_000_000;

/** What a tally needs to know of its surroundings. */
export interface TallySource {
  session: Session;
  org: Org;
  registry: Registry;
  /** False for those who may see totals and no rows: then nobody is named. */
  named?: boolean;
  /** The book of the running command, whose changes are not stored yet. */
  book?: Book;
}

/**
 * An item's tally at a node, in the canonical words (SPEC §1.8): the same for bots, cards and board.
 * That of a series is its current round's, under its own id: rounds are never added up.
 * @param node whose subtree is counted; the names of who is missing are of that subtree alone
 */
export async function tallyOf(source: TallySource, item: ItemRow, node: string): Promise<Counted> {
  const { session, org, registry } = source;
  const book = source.book ?? new Book(session);
  const shown = await currentOf(session, item);
  const { counts, sums, version } = await new TallyBook(book, org.tree).read(shown, node);
  const kind = kindOf({ registry }, item);
  const lines = await lineWords(book, kind, item, node);
  const missing = source.named === false ? [] : await missingAt(source, shown, node);
  return {
    item: item.id,
    node,
    version: shown === item ? version : shown.round! * VERSIONS_PER_ROUND + version,
    state: item.state,
    counts,
    rates: rates(counts, item.terms),
    sums,
    ...(kind.lines && { lines }),
    line: canonicalLine(item, kind, counts, lines),
    more: moreLines(org, item, kind, missing, sums),
  };
}

/** Places at and below one that have not answered, each once; of an item that has ended nobody is named. */
async function missingAt(
  { session, registry, org: { tree } }: TallySource,
  item: ItemRow,
  node: string,
): Promise<string[]> {
  const { targets } = kindOf({ registry }, item);
  if (!targets || item.phase !== "open") return [];
  const few = fewPlaces([node], tree) ?? undefined;
  const missing = await listMissing(session, item.id, targets.answer, few);
  return [...new Set(few ? missing : missing.filter((id) => tree.isWithin(id, node)))];
}

/** The canonical line of an item for counts of any part of it: bots, cards and board alike. */
export function canonicalLine(
  item: ItemRow,
  kind: Kind,
  counts: Counts,
  lines: LineWords = {},
): string {
  return kind.print(counts, { spec: item.spec, verify: item.terms.verify, lines });
}

function moreLines(org: Org, item: ItemRow, kind: Kind, missing: string[], sums: Sums): string[] {
  const { fields, coverage: pair } = item.terms;
  const names = namesInView(missing, org.tree);
  const word = kind.targets?.missing(item.spec);
  const who = word === undefined ? null : missingLine(word, names, names.length);
  return [
    ...(fields.length > 0 ? [sumsLine(fields, sums)] : []),
    ...(pair ? [coverage(sums, pair)] : []),
    ...(who && item.phase === "open" ? [who] : []),
  ].filter((line) => line !== "");
}

/** Whom one may remind has changed at these places and above, though no count has: it is sent anew. */
export function showAnew({ effects, org }: Context, item: ItemRow, rows: TargetRow[]): void {
  const places = rows.flatMap(({ node }) => org.tree.lineage(node).map(({ id }) => id));
  effects.tallies.push(...[...new Set(places)].map((node) => ({ item: item.id, node })));
}
