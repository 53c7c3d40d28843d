import { Refusal } from "#contract/errors";
import { nextNumber } from "#db/counters";
import { listEventsOf } from "#db/events";
import type { ItemRow } from "#db/items";
import { listTargets, type TargetRow } from "#db/targets";
import { sumsLine } from "#domain/count/sums";
import { servingChannel } from "#domain/org/channels";
import { listPlaces } from "#domain/org/names-in-view";
import { displayName } from "#domain/org/short-name";
import { formatDeadline } from "#domain/time/format-time";
import type { Context } from "../context.ts";
import { heading } from "./cards.ts";
import { changeTarget, changeTargets } from "./change.ts";
import { setSubmitBy } from "./submit-by.ts";
import { submittedSums } from "./submitted-sums.ts";

export interface Submitted {
  rows: TargetRow[];
  /** 续报1, 终报 …: what this submission is called. */
  name: string;
  text: string;
}

/**
 * Sends a town's sums up to its leader and to the originating post (`/上报`). Refused while a target
 * is 未报, 退回 or, with 核实=是, 未核, with the counts named, unless `partial` (SPEC §1.12).
 */
export async function submit(
  ctx: Context,
  item: ItemRow,
  gate: string,
  partial: boolean,
): Promise<Submitted> {
  const { verify, fields } = item.terms;
  const rows = (await listTargets(ctx.session, item.id, { gate })).filter(
    (row) => row.excusedAt === null,
  );
  const town = ctx.org.tree.get(gate)!;
  const place = ctx.org.tree.pathName(gate) || gate;
  if (rows.length === 0) {
    throw new Refusal("conflict", `${item.label} 没有${displayName(town)}的对象，不用上报`);
  }
  const returned = rows.filter((row) => row.returnedAt !== null);
  const silent = rows.filter((row) => row.repliedAt === null && row.returnedAt === null);
  const raw = rows.filter(
    (row) => verify && row.repliedAt !== null && row.returnedAt === null && row.verifiedAt === null,
  );
  const gaps: [string, TargetRow[]][] = [
    ["未报", silent],
    ["退回", returned],
    ["未核", raw],
  ];
  const open = gaps.filter(([, group]) => group.length > 0);
  if (open.length > 0 && !partial) {
    const line = ctx.sent.typed ?? `/上报 ${item.id} ${place}`;
    throw new Refusal("conflict", `还不能上报，${named(ctx, open)}。可以先报一部分`, {
      candidates: [{ label: "先报一部分", text: `${line} 部分=是` }],
    });
  }
  const missing = new Set(open.flatMap(([, group]) => group.map((row) => row.id)));
  const ready = rows.filter((row) => !missing.has(row.id) && row.submittedAt === null);
  if (ready.length === 0) throw new Refusal("conflict", `${item.label} 没有新的内容要上报`);
  const sent: TargetRow[] = [];
  for (const row of ready) {
    const up = { submittedAt: ctx.now, submittedReply: row.reply };
    sent.push(await changeTarget(ctx, item, row, up));
  }
  const nth = await nextNumber(ctx.session, `submission:${item.id}:${gate}`);
  const name = await nameOf(ctx, item, gate, nth, open.length === 0);
  const sums = await submittedSums(ctx.session, fields, [
    ...rows.filter((row) => !ready.includes(row)),
    ...sent,
  ]);
  const line = fields.length > 0 ? `：${sumsLine(fields, sums)}` : "";
  const left = open.length > 0 ? `；还缺 ${named(ctx, open)}` : "";
  const text = `${displayName(town)} ${name} ${heading(ctx, item)} ${item.title}${line}（${sent.length}/${rows.length}）${left}`;
  // It comes back only by whom it went up to.
  const back = {
    label: `退回${displayName(town)}`,
    text: `/退回 ${item.id} ${place} 原因=`,
  };
  for (const channel of new Set([item.channel, servingChannel(gate, ctx.org).id])) {
    const offers = channel === item.channel ? { offers: [back] } : {};
    if (channel) ctx.post({ channel, kind: "card", text, item: item.id, node: gate, ...offers });
  }
  ctx.record("item.submitted", {
    item: item.id,
    node: gate,
    data: { name, left: open.map(([word, group]) => `${word}${group.length}`).join(" ") },
  });
  return { rows: sent, name, text };
}

/** Later ones are 续报1, 2 …; the first complete one is 终报 (SPEC §1.7, §1.12). */
async function nameOf(
  ctx: Context,
  item: ItemRow,
  gate: string,
  nth: number,
  complete: boolean,
): Promise<string> {
  const earlier = (await listEventsOf(ctx.session, item.id)).filter(
    (event) => event.type === "item.submitted" && event.node === gate,
  );
  if (complete && !earlier.some((event) => event.data.name === "终报")) return "终报";
  return nth === 1 ? "部分上报" : `续报${nth - 1}`;
}

/**
 * The issuer sends a town's submission back to its room, with the reason (`/退回 id 镇`). It is
 * withdrawn as a whole: nothing of that town is in the submitted sum any more (SPEC §1.12).
 * @param how.dueAt 截止: by when it has to go up again; null leaves the item's own 上报截止
 */
export async function returnSubmission(
  ctx: Context,
  item: ItemRow,
  gate: string,
  { reason, dueAt }: { reason: string; dueAt: number | null },
): Promise<void> {
  const town = displayName(ctx.org.tree.get(gate)!);
  const sent = (await listTargets(ctx.session, item.id, { gate })).filter(
    (row) => row.submittedReply !== null,
  );
  if (sent.length === 0) throw new Refusal("conflict", `${town} 还没有上报 ${item.label}`);
  await changeTargets(ctx, item, sent, { submittedAt: null, submittedReply: null });
  await setSubmitBy(ctx, item, gate, dueAt);
  const { id: channel } = servingChannel(gate, ctx.org);
  const due = dueAt === null ? "" : `\n上报截止 ${formatDeadline(dueAt, ctx.now)}`;
  const text = `退回上报：${heading(ctx, item)} ${item.title}\n原因：${reason}${due}\n请核对后再上报`;
  if (channel) ctx.post({ channel, kind: "card", text, item: item.id, node: gate });
  const nodes = sent.map(({ node }) => node);
  ctx.record("target.returned", {
    item: item.id,
    node: gate,
    data: { reason, submission: true, nodes, dueAt },
  });
}

function named(ctx: Context, gaps: [string, TargetRow[]][]): string {
  return gaps
    .map(([word, rows]) => {
      const places = rows.map((row) => row.node);
      return `${word}${rows.length}：${listPlaces(places, ctx.org.tree)}`;
    })
    .join("；");
}
