import { findPage, type PageKey } from "#db/book";
import { listItems } from "#db/items";
import { listStandingAt } from "#db/ledger";
import { listLines } from "#db/lines";
import { addExact } from "#domain/count/exact";
import { dayAt, isoDay, startOfDay } from "#domain/time/zone";
import { amountsOf, type Count, countsOn, type PageOf, subjectsOf, wordsOn } from "#kernel/count";
import type { Bot } from "#kernel/define-bot";
import type { Fact } from "#kernel/ledger/define-ledger";
import { ledgerPage } from "#kernel/ledger/ledger";
import type { Line } from "#kernel/lines/define-lines";
import { itemPage, kindPage } from "#kernel/lines/lines";
import { itemsPage } from "#kernel/loop/item-book";
import type { TestKernel } from "../support/kernel.ts";

/** A page as rows make it: its words, and whom each counts once. */
interface Recounted {
  key: PageKey;
  counts: Count<never>[];
  sums: number[];
  subjects: Set<string>[];
}

/**
 * PROOF C7 of lines and ledgers: recounts every page from the rows that stand and holds the book
 * against that.
 * @returns what does not agree, in words; empty when all is well
 */
export async function bookFaults(k: TestKernel, bots: Bot[]): Promise<string[]> {
  const pages = new Map<string, Recounted>();
  for (const kind of bots.flatMap(({ kinds = [] }) => kinds)) {
    for (const item of await listItems(k.kernel.read, { kinds: [kind.key] })) {
      const counted = { counts: kind.counts ?? [], row: item as never, at: startOfDay(item.at) };
      const home = item.about ?? item.node;
      const opened = { of: itemsPage(kind), day: isoDay(dayAt(item.at)) };
      addTo(k, pages, opened, home, { ...counted, on: "day" });
      addTo(k, pages, { of: itemsPage(kind), day: "" }, home, { ...counted, on: "ever" });
      for (const row of await listLines(k.kernel.read, item.id)) {
        const { counts } = kind.lines![row.name]!;
        const ofKind = kindPage(kind, row.name);
        const line = row as Line;
        const [at, then] = [item.endedAt ?? k.at(), startOfDay(item.at)];
        addTo(k, pages, itemPage(item, row.name), row.about, { counts, on: "item", row: line, at });
        const day = { of: ofKind, day: isoDay(dayAt(item.at)) };
        const ofDay = { counts, row: line, at: then };
        addTo(k, pages, day, row.about, { ...ofDay, on: "day" });
        addTo(k, pages, { of: ofKind, day: "" }, row.about, { ...ofDay, on: "ever" });
      }
    }
  }
  const places = k.kernel.org().tree.nodes.map(({ id }) => id);
  for (const ledger of bots.flatMap(({ ledgers = [] }) => ledgers)) {
    for (const row of await listStandingAt(k.kernel.read, ledger.key, places, k.at())) {
      const fact = row as Fact;
      const { counts } = ledger;
      for (const of of new Set([ledgerPage(ledger), ledgerPage(ledger, row.dim)])) {
        const day = { of, day: isoDay(dayAt(row.from)) };
        const then = startOfDay(row.from);
        const at = ledger.mode === "replaces" ? k.at() : then;
        addTo(k, pages, day, row.about, { counts, on: "day", row: fact, at: then });
        addTo(k, pages, { of, day: "" }, row.about, { counts, on: "ever", row: fact, at });
      }
    }
  }
  const faults: string[] = [];
  for (const { key, counts, sums, subjects } of pages.values()) {
    const page = (await findPage(k.kernel.read, key)) ?? { words: [], sums: [] };
    const kept = wordsOn(counts, page);
    for (const [i, { word, once }] of counts.entries()) {
      const n = once ? subjects[i]!.size : sums[i]!;
      if (kept[word] !== n) {
        faults.push(`${key.of} ${key.node} ${key.day} ${word}: kept ${kept[word]}, rows say ${n}`);
      }
    }
  }
  return faults;
}

function addTo<R>(
  k: TestKernel,
  pages: Map<string, Recounted>,
  page: Omit<PageKey, "node">,
  about: string,
  {
    counts: all,
    on,
    row,
    at,
  }: {
    counts: readonly Count<R>[];
    on: PageOf;
    row: R;
    /** By the tree of which instant. */
    at: number;
  },
): void {
  const counts = countsOn(all, on);
  if (counts.length === 0) return;
  for (const { id } of k.kernel.org().lineageAt(about, at)) {
    const name = `${page.of} ${id} ${page.day}`;
    const into = pages.get(name) ?? {
      key: { ...page, node: id },
      counts: counts as Count<never>[],
      sums: counts.map(() => 0),
      subjects: counts.map(() => new Set<string>()),
    };
    pages.set(name, into);
    for (const [i, n] of amountsOf(counts, row).entries()) {
      into.sums[i] = addExact(into.sums[i]!, n);
    }
    for (const [i, subject] of subjectsOf(counts, row).entries()) {
      if (subject !== null) into.subjects[i]!.add(subject);
    }
  }
}
