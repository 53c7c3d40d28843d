import type { Field } from "#contract/forms";
import { COUNT_KEYS, type Counts } from "#contract/tally";
import type { Session } from "#db/open";
import { addCounts as addRow, addSum, findTally, listSums } from "#db/tallies";
import type { TargetRow } from "#db/targets";
import { fromUnits, toUnits } from "#domain/exact";
import { addSums, contributionSums, type Sums, subtractSums } from "#domain/sums";
import { addCounts, contribution, subtract, zeroCounts } from "#domain/tally";
import type { Tree } from "#domain/tree";
import { countedValues, factsOf } from "./facts.ts";

interface Page {
  item: string;
  node: string;
  counts: Counts;
  sums: Sums;
}

/**
 * Collects what one command changes in the running tallies and writes it at the end, in sorted
 * key order: a fan-out to a county touches each ancestor once, and no two commands deadlock.
 */
export class TallyBook {
  readonly #session: Session;
  readonly #tree: Tree;
  readonly #pages = new Map<string, Page>();

  constructor(session: Session, tree: Tree) {
    this.#session = session;
    this.#tree = tree;
  }

  /** Books one target's change at its node and every ancestor; null where it did not exist. */
  book(fields: Field[], before: TargetRow | null, after: TargetRow): void {
    const counts = subtract(
      contribution(factsOf(after)),
      before ? contribution(factsOf(before)) : zeroCounts(),
    );
    const sums = subtractSums(
      contributionSums(fields, countedValues(after)),
      before ? contributionSums(fields, countedValues(before)) : {},
    );
    const silent = COUNT_KEYS.every((key) => counts[key] === 0) && Object.keys(sums).length === 0;
    if (silent) return;
    for (const { id } of this.#tree.lineage(after.node)) {
      const page = this.#page(after.item, id);
      page.counts = addCounts(page.counts, counts);
      page.sums = addSums(page.sums, sums);
    }
  }

  /** A node's tally as of now, what this command has booked included. */
  async read(item: string, node: string): Promise<{ counts: Counts; sums: Sums; version: number }> {
    const booked = this.#pages.get(`${item} ${node}`);
    const row = await findTally(this.#session, item, node);
    const stored = row ? pick(row) : zeroCounts();
    const sums = unscale(await listSums(this.#session, item, node));
    return {
      counts: booked ? addCounts(stored, booked.counts) : stored,
      sums: booked ? addSums(sums, booked.sums) : sums,
      version: row?.version ?? 0,
    };
  }

  /** @returns the places whose tally changed */
  async flush(): Promise<{ item: string; node: string }[]> {
    const keys = [...this.#pages.keys()].sort();
    const changed = keys.map((key) => {
      const { item, node } = this.#pages.get(key)!;
      return { item, node };
    });
    for (const key of keys) {
      const { item, node, counts, sums } = this.#pages.get(key)!;
      await addRow(this.#session, item, node, counts);
      for (const field of Object.keys(sums).sort()) {
        await addSum(this.#session, item, node, field, toUnits(sums[field]!));
      }
    }
    this.#pages.clear();
    return changed;
  }

  #page(item: string, node: string): Page {
    const key = `${item} ${node}`;
    let page = this.#pages.get(key);
    if (!page) {
      page = { item, node, counts: zeroCounts(), sums: {} };
      this.#pages.set(key, page);
    }
    return page;
  }
}

/** The counts among the columns of a stored row. */
export function pick(row: Counts): Counts {
  return Object.fromEntries(COUNT_KEYS.map((key) => [key, row[key]])) as Counts;
}

/** Stored ten-thousandths as the numbers they mean; zeros left out, as a recount leaves them out. */
export function unscale(stored: Record<string, bigint>): Sums {
  const entries = Object.entries(stored).filter(([, units]) => units !== 0n);
  return Object.fromEntries(entries.map(([field, units]) => [field, fromUnits(units)]));
}
