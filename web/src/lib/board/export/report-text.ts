import type { ItemView } from "#contract/nouns";
import { m } from "#web/i18n/paraglide/messages.js";
import type { BoardPage } from "../board-page.svelte.ts";
import { hhmmss, stamp } from "../times.ts";
import { type SheetHead, type SheetWords, sheetOf } from "./export-csv.ts";

/** Names printed before 等n个 (SPEC §1.8). */
const NAMED = 10;

/** What stands above everything that leaves the board. */
export function headOf(item: ItemView, page: BoardPage, asOf: number): SheetHead {
  return {
    title: `${item.label} ${item.title}`,
    asOf: m.board_as_of({ at: `${stamp(asOf)}${hhmmss(asOf).slice(5)}` }),
    line: page.view?.line ?? "",
  };
}

/** A report for WeChat: places and numbers, no people. */
export function reportText(item: ItemView, page: BoardPage, asOf: number): string {
  const { title, asOf: when, line } = headOf(item, page, asOf);
  const names = page.missing.map(({ name }) => name);
  const total = page.view ? missingTotal(page) : 0;
  const listed = names.slice(0, NAMED).join("、");
  const named =
    total > NAMED || names.length < total
      ? m.board_report_more({ names: listed, n: total })
      : listed;
  // Whoever sees only the totals has no names.
  const open =
    names.length > 0
      ? m.board_report_missing({ n: total, names: named })
      : m.board_call_list({ n: total });
  const missing = total === 0 ? m.board_report_none() : open;
  return [title, when, line, missing].filter((text) => text !== "").join("\n");
}

export function missingTotal({ view, loop }: BoardPage): number {
  if (!view) return 0;
  const { expected, replied, acked } = view.counts;
  return expected - (loop === "reply" ? replied : acked);
}

export function sheet(item: ItemView, page: BoardPage, asOf: number): (string | number)[][] {
  return sheetOf(headOf(item, page, asOf), page.view?.rows ?? [], item.fields, sheetWords(), stamp);
}

export function sheetWords(): SheetWords {
  return {
    place: m.board_place(),
    state: m.board_state(),
    marks: m.board_marks(),
    time: m.board_time(),
    post: m.board_post(),
    version: m.board_version_word(),
    due: m.board_deadline(),
    grade: m.board_grade(),
    given: m.board_given(),
    nil: m.board_nil(),
    yes: m.board_yes(),
    no: m.board_no(),
  };
}

export function download(name: string, type: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
