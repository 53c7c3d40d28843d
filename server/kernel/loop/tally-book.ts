import type { Field } from "#contract/forms";
import { COUNT_KEYS, type Counts } from "#contract/tally";
import type { ItemRow } from "#db/items";
import type { TargetRow } from "#db/targets";
import { contributionSums, type Sums, subtractSums } from "#domain/count/sums";
import { contribution, subtract, zeroCounts } from "#domain/count/tally";
import { countsIn, sumsIn, sumUnits } from "#domain/count/tally-page";
import type { Tree } from "#domain/org/tree";
import type { Book, Moved } from "../book.ts";
import { countedValues, factsOf } from "./facts.ts";

/** An item as far as its page of the book is concerned. */
type Paged = Pick<ItemRow, "id" | "terms">;

/** The running tallies of items: what their targets add to the book, and how it reads. */
export class TallyBook {
  readonly #book: Book;
  readonly #tree: Tree;

  constructor(book: Book, tree: Tree) {
    this.#book = book;
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
    const lineage = this.#tree.lineage(after.node).map(({ id }) => id);
    this.#book.add({ of: after.item, day: "" }, lineage, {
      words: COUNT_KEYS.map((key) => counts[key]),
      sums: sumUnits(fields, sums),
    });
  }

  /** A target as it stands no longer counts at some places, and does at others: its own has moved. */
  move(fields: Field[], row: TargetRow, { lost, gained }: Moved): void {
    const counts = contribution(factsOf(row));
    const words = COUNT_KEYS.map((key) => counts[key]);
    const sums = sumUnits(fields, contributionSums(fields, countedValues(row)));
    const page = { of: row.item, day: "" };
    this.#book.add(page, lost, { words: words.map((n) => -n), sums: sums.map((n) => -n) });
    this.#book.add(page, gained, { words, sums });
  }

  /** A node's counts as of now, without sums. */
  async counts({ id: of }: Pick<ItemRow, "id">, node: string): Promise<Counts> {
    return countsIn(await this.#book.words({ of, node, day: "" }));
  }

  /** A node's tally as of now, what this command has booked included. */
  async read(item: Paged, node: string): Promise<{ counts: Counts; sums: Sums; version: number }> {
    const { words, sums, version } = await this.#book.read({ of: item.id, node, day: "" });
    return { counts: countsIn(words), sums: sumsIn(item.terms.fields, sums), version };
  }
}
