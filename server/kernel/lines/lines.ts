import { Refusal } from "#contract/errors";
import { readShape } from "#contract/read-shape";
import { takeNumbers } from "#db/counters";
import { type ItemRow, lockItem } from "#db/items";
import { insertLines, type LineRow, updateLine } from "#db/lines";
import { listNames } from "#domain/count/tally-line";
import { dayAt, isoDay, startOfDay } from "#domain/time/zone";
import type { Book, Moved } from "../book.ts";
import type { Context } from "../context.ts";
import { countsOn, wordsOn } from "../count.ts";
import type { Kind } from "../define-kind.ts";
import { kindOf } from "../loop/change.ts";
import { enterState } from "../loop/end.ts";
import { armLines } from "../loop/ladders.ts";
import { follow, secondOf } from "../loop/move-item.ts";
import { LostRace } from "../lost-race.ts";
import { showAnew } from "../sight/show.ts";
import { postAlong } from "../who.ts";
import { type Line, type LineDef, type LineWords, numbered } from "./define-lines.ts";

/** A line on its way into being; it speaks of the item's own place without `about`. */
export interface NewLine {
  row: unknown;
  about?: string;
  place?: string | null;
  person?: string | null;
  from?: number | null;
  to?: number | null;
  dueAt?: number | null;
}

/**
 * Adds lines to an item, numbered on from those it has, booked and told.
 * @param name which of its kind's lines
 * @throws Refusal `bad_argument` naming what a line does not say
 */
export async function addLines(
  ctx: Context,
  item: ItemRow,
  name: string,
  lines: NewLine[],
): Promise<LineRow[]> {
  const def = defOf(ctx, item, name);
  const last = (await takeNumbers(ctx.session, `lines:${item.id}`, lines.length)) - lines.length;
  const [first] = Object.keys(def.states) as [string];
  const rows = lines.map(({ row, ...line }, i): LineRow => {
    const n = last + i + 1;
    return {
      ...{ place: null, person: null, from: null, to: null, dueAt: null },
      about: item.about ?? item.node,
      ...line,
      ...{ id: `${item.id}-${String(n).padStart(2, "0")}`, item: item.id, n, name },
      ...{ state: first, row: readShape(def.row, row, "bad_argument"), at: ctx.now, revision: 0 },
    };
  });
  await insertLines(ctx.session, rows);
  for (const row of rows) book(ctx, item, null, row);
  armLines(ctx, item, rows);
  await showAnew(ctx, item);
  ctx.record("line.added", { item: item.id, data: { name, ...told(rows) } });
  await roll(ctx, item);
  return rows;
}

/**
 * Takes lines along a transition of their kind, for all or for none.
 * @param change what else becomes of them: another doer, another row
 * @throws Refusal `forbidden` who may not, `conflict` where one is in another state
 * @throws LostRace when another command has changed one since it was read
 */
export async function moveLines(
  ctx: Context,
  item: ItemRow,
  rows: LineRow[],
  transition: string,
  change: Partial<Pick<LineRow, "place" | "person" | "row" | "dueAt">> = {},
): Promise<LineRow[]> {
  const kind = kindOf(ctx, item);
  const along = kind.transitions[transition]!;
  const { from, to } = along;
  const moved: LineRow[] = [];
  for (const before of rows) {
    const def = defOf(ctx, item, before.name);
    if (!from.includes(before.state)) {
      const is = def.states[before.state]!.zh;
      throw new Refusal("conflict", `${before.id}已经是“${is}”，不能再改`);
    }
    const subject = { person: ctx.actor.id, org: ctx.org, now: ctx.now };
    const post = postAlong(subject, kind, along, { item, line: before });
    if (!post) throw new Refusal("forbidden", `你的岗位不能办${item.label}的这一项`);
    ctx.acting = post;
    await secondOf(ctx, along, { item, line: before });
    const refusal = along.guard?.({ item, line: before });
    if (refusal) throw refusal;
    const row =
      change.row === undefined ? before.row : readShape(def.row, change.row, "bad_argument");
    const after = { ...before, ...change, row, state: to, revision: before.revision + 1 };
    if (!(await updateLine(ctx.session, before, { ...change, row, state: to }))) {
      throw new LostRace();
    }
    book(ctx, item, before, after);
    if (after.dueAt !== before.dueAt) armLines(ctx, item, [after]);
    moved.push(after);
  }
  if (change.place !== undefined || change.person !== undefined) await showAnew(ctx, item);
  const [first] = moved;
  if (first) {
    const { zh } = defOf(ctx, item, first.name).states[to]!;
    ctx.record("line.moved", {
      item: item.id,
      data: { name: first.name, transition, to: zh, ...told(moved) },
    });
  }
  for (const line of moved) {
    const { zh } = defOf(ctx, item, line.name).states[to]!;
    await follow(
      ctx,
      along,
      { item, line },
      `${item.label}-${numbered(line)} ${item.title}：${zh}`,
    );
  }
  await roll(ctx, item);
  return moved;
}

function defOf(ctx: Context, item: ItemRow, name: string): LineDef {
  const def = kindOf(ctx, item).lines?.[name];
  if (!def) throw new Error(`${item.kind} has no lines ${name}`);
  return def;
}

/** What the timeline says of them: numbers, and the places whose rows one must see. */
function told(rows: LineRow[]): { lines: string; numbers: number[]; nodes: string[] } {
  return {
    lines: listNames(rows.map(numbered)),
    numbers: rows.map(({ n }) => n),
    nodes: [...new Set(rows.map(({ about }) => about))],
  };
}

function book(ctx: Context, item: ItemRow, before: LineRow | null, after: LineRow): void {
  const kind = kindOf(ctx, item);
  const { counts } = kind.lines![after.name]!;
  const change = { before: before as Line | null, after: after as Line };
  const lineage = (at: number) => ctx.org.lineageAt(after.about, at).map(({ id }) => id);
  // What is open goes along with its place, what has ended stays where it was.
  const now = lineage(item.endedAt ?? ctx.now);
  ctx.book.count(itemPage(item, after.name), now, countsOn(counts, "item"), change);
  const ofKind = kindPage(kind, after.name);
  const then = lineage(startOfDay(item.at));
  const day = isoDay(dayAt(item.at));
  ctx.book.count({ of: ofKind, day }, then, countsOn(counts, "day"), change);
  ctx.book.count({ of: ofKind, day: "" }, then, countsOn(counts, "ever"), change);
}

/** A line's place has moved: on its item's page it counts elsewhere above. */
export function moveLine(ctx: Context, item: ItemRow, row: LineRow, { lost, gained }: Moved): void {
  const counts = countsOn(kindOf(ctx, item).lines![row.name]!.counts, "item");
  const page = itemPage(item, row.name);
  ctx.book.count(page, lost, counts, { before: row as Line, after: null });
  ctx.book.count(page, gained, counts, { before: null, after: row as Line });
}

/** Each of a kind's lines has pages of its own, so that positions never move. */
export function itemPage({ id }: Pick<ItemRow, "id">, name: string): { of: string; day: "" } {
  return { of: `${id}/${name}`, day: "" };
}

/** Of all items of a kind together: by the day they were opened, and of all days. */
export function kindPage({ key }: Pick<Kind, "key">, name: string): string {
  return `kind:${key}/${name}`;
}

/** The words of an item's lines at a place. */
export async function lineWords(
  book: Book,
  kind: Kind,
  item: Pick<ItemRow, "id">,
  node: string,
): Promise<LineWords> {
  const words: LineWords = {};
  for (const [name, { counts }] of Object.entries(kind.lines ?? {})) {
    const page = await book.read({ ...itemPage(item, name), node });
    words[name] = wordsOn(countsOn(counts, "item"), page);
  }
  return words;
}

/** The state that follows from its lines, where its kind says so: the last good signed → signed. */
async function roll(ctx: Context, item: ItemRow): Promise<void> {
  const kind = kindOf(ctx, item);
  if (!kind.rolls) return;
  // Of two who sign the last two at once, the later must see both.
  await lockItem(ctx.session, item.id);
  const state = kind.rolls(await lineWords(ctx.book, kind, item, ctx.org.tree.root.id));
  if (state === null || state === item.state) return;
  Object.assign(item, await enterState(ctx, item, state));
  const to = kind.states[state]!.zh;
  ctx.record("item.rolled", { item: item.id, node: item.node, data: { to } });
}
