import { z } from "zod";
import type { EventRow, EventType } from "#contract/events";
import type { TimelineEntry } from "#contract/nouns";
import { listEventsOf } from "#db/events";
import { findItem, type ItemRow } from "#db/items";
import { listNames } from "#domain/count/tally-line";
import { namesInView } from "#domain/org/names-in-view";
import { displayName } from "#domain/org/short-name";
import { can } from "#domain/rights/rights";
import { clockRead, formatDeadline, formatStart, hhmm } from "#domain/time/format-time";
import { canSeeItem } from "#kernel/access";
import { facetsOf } from "#kernel/sight/facets";
import { Cursor, type Page, readPage, type Wish } from "./paging.ts";
import { rowPlaces } from "./row-places.ts";
import type { Viewer } from "./viewer.ts";

const MINUTE = 60_000;

/**
 * What happened to an item, oldest first, by places and posts; of places below others nothing. A
 * page of it.
 */
export async function timelinePage(
  viewer: Viewer,
  item: ItemRow,
  wish: Wish,
): Promise<Page<TimelineEntry>> {
  const isPlain = (await facetsOf(viewer, [item])).get(item.id)!.has("plain");
  const nodes = rowPlaces(viewer);
  return readPage(wish, {
    cursor: new Cursor(`timeline ${item.id}`, z.int()),
    read: (after, limit) => listEventsOf(viewer.session, item.id, { after, limit, nodes }),
    keyOf: ({ seq }) => seq,
    keep: async (event) => {
      // Outsiders are told that there is one, and no more.
      if (!isPlain && event.type !== "item.issued") return null;
      return (await hidesOther(viewer, event)) ? null : entryOf(viewer, item, event);
    },
  });
}

/** A link to what the viewer may not see is not told. */
async function hidesOther(viewer: Viewer, { type, data }: EventRow): Promise<boolean> {
  if (type !== "item.linked") return false;
  const other = await findItem(viewer.session, word(data.to));
  return !other || !(await canSeeItem(viewer, other));
}

function entryOf(viewer: Viewer, item: ItemRow, event: EventRow): TimelineEntry | null {
  const tell = SENTENCES[event.type];
  const visible = visibleNodes(viewer, item, event);
  if (!tell || visible === null) return null;
  const said = tell(event.data, visible, event.at) + sentTimes(event);
  return {
    at: event.at,
    minutes: Math.floor((event.at - item.at) / MINUTE),
    type: event.type,
    text: [...subjectOf(event, visible), said, ...by(viewer, event)].join(" "),
    node: event.node,
  };
}

type Data = Record<string, unknown>;
type Tell = (data: Data, places: string[], at: number) => string;

/** Each fact in words; the place stands before and the post after. Facts of no item are not here. */
const SENTENCES: Partial<Record<EventType, Tell>> = {
  "item.issued": () => "发出",
  "item.round-opened": (data) => `第${word(data.round)}轮 发出`,
  "item.rounds-skipped": (data) => `略过${skippedTimes(data.at)}`,
  "item.closed": (data) => `结案${because(data.reason)}`,
  "item.revoked": (data) => `撤销${because(data.reason)}`,
  "item.submitted": (data) => `上报 ${word(data.name)}${data.left ? `，缺${word(data.left)}` : ""}`,
  "target.dispatched": (_, places) => `下达到${listNames(places)}`,
  "target.acked": (data) =>
    `${data.via ? `代签（${word(data.via)}）` : "签收"}${remark(data.remark)}`,
  "target.replied": (data) => (Number(data.version) > 1 ? `填报 第${data.version}版` : "填报"),
  "target.verified": ({ settled, self, how }) =>
    (settled ? `核实 采用${word(settled)}` : self ? "自核" : "核实") + because(how),
  "target.returned": ({ reason, submission, dueAt }, _, at) => {
    const due = typeof dueAt === "number" ? `，截止 ${formatDeadline(dueAt, at)}` : "";
    return `退回${submission ? "上报" : ""}${because(reason)}${due}`;
  },
  "target.submitted": () => "上报",
  "target.excused": (data) => `免报${because(data.reason)}`,
  "target.extended": ({ dueAt, reason }, places, at) => {
    const whom = places.length > 0 ? `${listNames(places)} ` : "";
    return `${whom}延期到 ${formatDeadline(Number(dueAt), at)}${because(reason)}`;
  },
  "target.overdue": () => "逾期",
  "target.difficulty": (data) => `有困难${because(data.kind ?? data.reason)}`,
  "target.difficulty-over": (data) => `困难${word(data.how)}${because(data.note)}`,
  "target.not-reached": (data) => `未联系上${because(data.reason)}`,
  "target.called": called,
  "target.disputed": (data) => word(data.why),
  "target.correction-retired": ({ version, why }) =>
    `待定的第${word(version)}版不再等核定${because(why)}`,
  "target.reminded": (_, places) => (places.length > 1 ? `提醒${places.length}个` : "已提醒"),
  "submission.reminded": () => "已提醒上报",
  "target.restored": (data) => `撤回了${word(data.what)}`,
  "line.added": (data) => `列入 ${word(data.lines)}`,
  "line.moved": (data) => `${word(data.lines)} ${word(data.to)}`,
  "item.linked": ({ word: how, label }) => `${word(how)} ${word(label)}`,
  "item.moved": ({ to, reason, alone }) =>
    `${word(to)}${typeof alone === "string" ? `（${alone}）` : ""}${because(reason)}`,
  "item.rolled": (data) => word(data.to),
  "ask.reminded": (data) => `提醒${word(data.n)}人`,
  "node.cut-off": (data) => `失联${because(data.reason)}，县里代答`,
  "node.contact-restored": (data) => `恢复联系${because(data.reason)}`,
};

/** `去电 未接通（第2次），转请溪洋村村社负责人`; a call too soon after the last counts for nothing. */
function called({ result, n, counts, passedTo }: Data): string {
  if (result === "已告知") return "去电 已告知";
  const nth = counts === false ? "（10分钟内，不另计）" : `（第${word(n)}次）`;
  return `去电 ${word(result)}${nth}${passedTo ? `，转请${word(passedTo)}` : ""}`;
}

/** Names of the event's places that the viewer may see rows of; null hides the event. */
function visibleNodes(
  { org, person, now }: Viewer,
  item: ItemRow,
  { node, type, data }: EventRow,
): string[] | null {
  const several = Array.isArray(data.nodes) ? data.nodes.map(String) : [];
  const ids = node === null ? several : [node];
  const seen = ids.filter(
    (id) => can({ person, org, now }, "see_targets", { node: id, issuer: item.node }).ok,
  );
  const names = namesInView(
    seen.filter((id) => org.tree.get(id)),
    org.tree,
  );
  if (type.startsWith("item.") && type !== "item.submitted") {
    const place = node === null ? undefined : org.tree.get(node);
    return place ? [displayName(place)] : [];
  }
  return names.length > 0 || ids.length === 0 ? names : null;
}

/** Both times of what was written while the line was down (SPEC §1.14); of a wrong clock, that it is wrong. */
function sentTimes({ at, data }: EventRow): string {
  if (typeof data.clientAt !== "number") return "";
  if (data.doubt) return ` 手机时间${clockRead(data.clientAt, at)}不准`;
  const mark = data.offline === true ? " 离线补传" : "";
  return `${mark} ${clockRead(data.clientAt, at)}填报 ${hhmm(at)}送达`;
}

function subjectOf({ node }: EventRow, places: string[]): string[] {
  return node === null ? [] : places;
}

function by({ org }: Viewer, { post, bot }: EventRow): string[] {
  if (bot !== null || post === null) return [];
  return [`（${org.post(post)?.zh ?? post}）`];
}

/** `2轮：10:00、12:00`: nobody was asked then. */
function skippedTimes(at: unknown): string {
  const times = Array.isArray(at) ? at.map(Number) : [];
  return `${times.length}轮：${listNames(times.map(formatStart))}`;
}

function because(reason: unknown): string {
  return typeof reason === "string" && reason !== "" ? `：${reason}` : "";
}

function remark(text: unknown): string {
  return typeof text === "string" && text !== "" ? ` “${text}”` : "";
}

function word(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
