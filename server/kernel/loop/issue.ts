import { type Candidate, Refusal } from "#contract/errors";
import type { Urgency } from "#contract/urgency";
import { nextNumber } from "#db/counters";
import type { ItemRow } from "#db/items";
import type { TargetRow } from "#db/targets";
import type { Terms } from "#domain/form/terms";
import { listPlaces } from "#domain/org/names-in-view";
import type { Assignment, Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { formatItemId, formatSeries, type SeriesKind } from "#domain/text/ids";
import { monthDay } from "#domain/time/format-time";
import { localParts } from "#domain/time/time";
import type { Context } from "../context.ts";
import type { ByLetter, InSeries, Kind } from "../define-kind.ts";
import { link } from "../links.ts";
import { delivery } from "./announce.ts";
import { cardText, seriesCard } from "./cards.ts";
import { enter, sendOut } from "./enter.ts";
import { freshTarget } from "./fresh-target.ts";
import { holdersOf, peopleOf } from "./holders.ts";
import { isSeries } from "./series.ts";

/** An item on its way into being. */
export interface Draft<S = unknown> {
  kind: Kind<S>;
  title: string;
  body: string | null;
  /** Under which post it is issued. */
  by: Assignment;
  /** Its kind's own words; checked by the kind. */
  spec: S;
  terms: Terms;
  urgency: Urgency;
  /** The frozen list of places (SPEC §1.20). */
  nodes: Node[];
  respondBy: number | null;
  dueAt: number | null;
  /** What it is issued on the strength of. */
  basis: Pick<ItemRow, "id" | "label"> | null;
  /** The place it speaks of, where nobody is asked and it is not the issuer's own. */
  about?: string;
}

/**
 * Numbers an item, freezes its targets, books them and delivers its cards, all in the command's
 * transaction. On the via-room route a task from above stops at the town's command room. A series
 * only freezes its list: its rounds are delivered (`rounds.ts`).
 * @throws Refusal `bad_argument` naming the places that nobody answers for
 */
export async function issue<S>(ctx: Context, draft: Draft<S>): Promise<ItemRow> {
  const { terms, kind } = draft;
  if (terms.who !== "nobody" && terms.who !== "place" && terms.who !== kind.targets?.part) {
    throw new Error(`${kind.key} asks no ${terms.who}`);
  }
  const item = await number(ctx, draft);
  const rows = draft.nodes.flatMap((node) => targetsAt(ctx, item, terms, node));
  checkAnswerable(ctx, item, rows, draft.nodes);
  for (const row of rows)
    Object.assign(row, isHeld(ctx, draft, row) ? {} : delivery(ctx, terms, item, row));
  item.card = ctx.post({
    channel: item.channel,
    kind: "card",
    text: isSeries(item) ? seriesCard(ctx, item, null) : cardText(ctx, item),
    item: item.id,
    node: ctx.place ?? draft.by.serves ?? draft.by.node,
  });
  // 回执=无: the card goes out, nobody has to answer.
  const tracked = terms.who === "nobody" ? [] : rows;
  await enter(ctx, item, tracked);
  if (draft.basis) await link(ctx, item, draft.basis, "依据");
  if (!isSeries(item)) sendOut(ctx, item, rows);
  return item;
}

async function number(ctx: Context, draft: Draft): Promise<ItemRow> {
  const { kind, by } = draft;
  const { year } = localParts(ctx.now);
  const day = monthDay(ctx.now);
  const [first] = Object.keys(kind.states) as [string];
  return {
    ...("series" in kind.id
      ? await inSeries(ctx, kind, kind.id, by.node, year)
      : await byLetter(ctx, kind, kind.id, { year, monthDay: day })),
    kind: kind.key,
    year,
    monthDay: day,
    title: draft.title,
    body: draft.body,
    spec: kind.spec.parse(draft.spec),
    terms: draft.terms,
    urgency: draft.urgency,
    channel: ctx.channel!.id,
    card: null,
    person: ctx.actor.id,
    post: by.post,
    node: by.node,
    about: draft.about ?? null,
    roundOf: null,
    round: draft.terms.series ? 0 : null,
    at: ctx.now,
    respondBy: draft.respondBy,
    dueAt: draft.dueAt,
    state: first,
    phase: kind.states[first]!.phase,
    endedAt: null,
    endReason: null,
    unlandedUntil: null,
    lastAct: null,
  };
}

type Number = Pick<
  ItemRow,
  "id" | "label" | "letter" | "n" | "seriesBody" | "seriesYear" | "seriesNo" | "running"
>;

async function byLetter(
  { session }: Context,
  { key }: Kind,
  { letter, running }: ByLetter,
  day: { year: number; monthDay: string },
): Promise<Number> {
  const n = await nextNumber(session, `id:${letter}:${day.year}:${day.monthDay}`);
  const id = { letter, ...day, n };
  return {
    id: formatItemId(id, 0),
    label: formatItemId(id, day.year),
    letter,
    n,
    ...{ seriesBody: null, seriesYear: null, seriesNo: null },
    running: running ? await nextNumber(session, `running:${key}`) : null,
  };
}

async function inSeries(
  ctx: Context,
  { key }: Kind,
  { series }: InSeries,
  body: string,
  year: number,
): Promise<Number> {
  const no = await nextNumber(ctx.session, `series:${series}:${body}:${year}`);
  return {
    id: `${year}-${key}-${body}-${no}`,
    label: seriesLabel(ctx, series, body, year, no),
    ...{ letter: "", n: 0, running: null },
    ...{ seriesBody: body, seriesYear: year, seriesNo: no },
  };
}

/** The root prints its series alone; every other body puts its name before it. */
function seriesLabel(
  ctx: Context,
  series: SeriesKind,
  body: string,
  year: number,
  n: number,
): string {
  const { profile, tree } = ctx.org;
  const own = body === tree.root.id ? "" : displayName(tree.get(body)!);
  return formatSeries(own + profile.series[series], year, n);
}

function targetsAt(ctx: Context, item: ItemRow, terms: Terms, node: Node): TargetRow[] {
  const { tree } = ctx.org;
  const born = (part: string) =>
    freshTarget({
      id: ctx.newId(),
      item: item.id,
      node: node.id,
      part,
      gate: tree.gateOf(node.id)?.id ?? null,
      position: tree.position(node.id),
    });
  if (terms.who === "time") return (terms.times ?? []).map((at) => born(String(at)));
  if (terms.who !== "person") return [born("")];
  return peopleOf(holdersOf(ctx, item, born(""))).map((holder) => born(holder.person.id));
}

/** Via the room: what comes from above the town and is meant for below it waits at its gate. */
function isHeld(ctx: Context, draft: Draft, row: TargetRow): boolean {
  if (!draft.kind.targets?.gated || draft.terms.route !== "via_room" || row.gate === null)
    return false;
  const above = row.gate !== draft.by.node && !ctx.org.tree.isWithin(draft.by.node, row.gate);
  return above && row.node !== row.gate;
}

/** A target without anyone responsible refuses the dispatch and names the place (SPEC §1.15). */
function checkAnswerable(ctx: Context, item: ItemRow, rows: TargetRow[], nodes: Node[]): void {
  const answered = new Set(
    rows.filter((row) => holdersOf(ctx, item, row).length > 0).map((row) => row.node),
  );
  const empty = nodes.filter((node) => !answered.has(node.id));
  if (empty.length === 0) return;
  const { typed } = ctx.sent;
  const without = `除=${empty.map((node) => ctx.org.tree.pathName(node.id)).join(",")}`;
  throw new Refusal(
    "bad_argument",
    `${listPlaces(
      empty.map((node) => node.id),
      ctx.org.tree,
    )} 无责任人，还没有发出；请先指派，或除去后再发`,
    {
      field: "范围",
      hint: without,
      ...(typed && !typed.includes("除=") && { candidates: [goOn(typed, without)] }),
    },
  );
}

/** The typed line without those places, as a button. */
function goOn(typed: string, without: string): Candidate {
  const [line = "", ...body] = typed.split("\n");
  return { label: "除去并下达", text: [`${line} ${without}`, ...body].join("\n") };
}
