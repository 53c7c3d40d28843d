import { type InputOf, item, node, stageOffers, text, values } from "#bots/kit/args";
import { type Context, defineCommand, type Outcome, type PreviewCard } from "#bots/kit/command";
import { asksReply } from "#bots/kit/kind";
import {
  changeTarget,
  heldBy,
  isAnothers,
  isAnswered,
  kindOf,
  mustBeOpen,
  prefillOf,
  reached,
  respondedInTime,
  sayDoubt,
  type TargetRow,
  takeReply,
  writingFor,
} from "#bots/kit/loop";
import { proxyArgs, tellHolders } from "#bots/kit/proxy";
import { type Candidate, Refusal } from "#contract/errors";
import type { Nil, ReplyValues } from "#contract/forms";
import { isNil, NIL } from "#contract/nil";
import { echoValues } from "#domain/form/values";
import type { Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { parseItemRef } from "#domain/text/ids";
import { clockRead, hhmm, spokenTime } from "#domain/time/format-time";
import { answerers, type Chosen, chooseTarget, onlyItem } from "./choose-target.ts";
import { readReply } from "./read-reply.ts";
import { tellRoom } from "./tell-room.ts";

const SIGNED = { command: "ack", words: "它只要签收，请用" };

const args = {
  item: item({ of: asksReply, instead: SIGNED, todays: false, current: true }),
  values: values("填报"),
  node: node("节点", { word: "first" }),
  note: text("说明", { max: 1000 }),
  stage: text("阶段", { max: 40, offers: stageOffers }),
  reason: text("原因", { max: 500 }),
  ...proxyArgs,
};
export type ReportInput = InputOf<typeof args>;
/** For one place: the speaker's own, or one of those represented. */
type OneReport = Omit<ReportInput, "onBehalf"> & { onBehalf: Node | null };

/** 未联系上 or 未达: tried, not reached. */
const NOT_REACHED = new Set(["未联系上", "未达"]);

/** `/报`: a validated, versioned reply (SPEC §1.9); 零报告 and 未联系上 are words of their own. */
export const report = defineCommand({
  key: "report",
  zh: "报",
  en: "report",
  aliases: ["上报", "代报", "填报", "报送", "补报", "改报", "重报"],
  group: "办",
  summary: { zh: "填报任务", en: "Reply to a task" },
  example: "/报 T0127-01 在册=6 新增=0 异常=0",
  caps: ["R", "K"],
  undoable: true,
  attachments: true,
  args,
  // 上报 with values is a reply; without any it sends the town's sums up (SPEC §1.2).
  claims: ({ words, keys, ctx }) => isReply(ctx, words, keys),
  async fields(ctx, input) {
    const of = await onlyItem(ctx, input.item);
    return of?.terms.fields;
  },
  preview: askBeforeReplacing,
  async run(ctx, input) {
    if (input.values.positional[0] === "全部") return allForms(ctx);
    const [only, ...others] = reports(input);
    if (others.length === 0) return replyFor(ctx, only!);
    const said: string[] = [];
    for (const one of [only!, ...others]) said.push((await replyFor(ctx, one)).text);
    return { text: said.join("\n") };
  },
});

/** `代=甲,乙`: the same values for each of them, for all or for none (SPEC §1.18). */
function reports(input: ReportInput): OneReport[] {
  const { onBehalf } = input;
  if (onBehalf.length === 0) return [{ ...input, onBehalf: null }];
  return onBehalf.map((place) => ({ ...input, onBehalf: place }));
}

async function replyFor(ctx: Context, input: OneReport): Promise<Outcome> {
  const chosen = await chooseTarget(ctx, input);
  const { item: of, row } = chosen;
  mustBeOpen(ctx, of);
  const name = displayName(ctx.org.tree.get(row.node)!);
  const words = input.values.positional;
  if (NOT_REACHED.has(words[0] ?? "")) return notReached(ctx, chosen, input.reason);
  const given = await readReply(ctx, chosen, input);
  const taken = await takeReply(ctx, of, row, given, chosen.standing);
  for (const warning of given.warnings) ctx.whisper(`提示：${warning}`);
  sayDoubt(ctx, row);
  if (chosen.proxy) tellHolders(ctx, of, [row], `已代${name}报 ${of.label}`);
  if (taken.unverified) tellRoom(ctx, of, row, `${name}改报了，请重新核实`);
  const echo = said(of, given.values, given.stage);
  if (taken.waits !== null) {
    const what = `${name}有一份${taken.waits}待定：${echo}。请定采用哪一份`;
    tellRoom(ctx, of, row, what, settling(ctx, of, taken.row));
    return { text: `已收下 ${of.label} ${name}：${echo}。${waiting(ctx, chosen)}`, item: of.id };
  }
  const due =
    row.dueAt !== null && ctx.now <= row.dueAt ? `；${spokenTime(row.dueAt).clock}前可以改` : "";
  const late = lateness(ctx, row, taken.row);
  return {
    text: `已报${late} ${of.label} ${name}：${echo}${due}`,
    item: of.id,
    node: row.node,
    version: taken.row.version,
  };
}

/** Both ways out, upon the version that was said to wait. */
function settling(ctx: Context, of: Chosen["item"], { node, version }: TargetRow): Candidate[] {
  const line = `/核实 ${of.id} ${ctx.org.tree.pathName(node) || node}`;
  return [
    { label: "采用新的", text: `${line} 采用=新`, base: version },
    { label: "用原来的", text: `${line} 采用=旧`, base: version },
  ];
}

/** Which of the two holds, what counts meanwhile and who decides. */
function waiting({ org }: Context, { item: of, row, standing }: Chosen): string {
  const room = `等${org.profile.room.word}核定`;
  if (row.submittedAt !== null || !standing) {
    const town = displayName(org.tree.get(row.gate ?? row.node)!);
    return `${town}已经上报，这一份作为更正申请，${room}；核定前按上报的数算`;
  }
  const { nil, values, stage } = standing;
  const had = said(of, nil ? NIL : (values as ReplyValues), stage);
  return `送到以前已经有人报过：${had}，两报不一致，${room}；核定前按先报的算`;
}

function said(of: Chosen["item"], values: ReplyValues | Nil, stage: number): string {
  const { fields, stages } = of.terms;
  const words = isNil(values) ? "零报告" : echoValues(fields, values as ReplyValues);
  return (
    [...(stage > 0 ? [stages[stage - 1]] : []), words].filter((part) => part !== "").join(" ") ||
    "已完成"
  );
}

/** 补报, as its first reply was; with both times where this one was written in time (SPEC §1.14). */
function lateness(ctx: Context, row: TargetRow, { makeup, makeupOffline }: TargetRow): string {
  if (!makeupOffline) return makeup ? "（补报）" : "";
  if (!writingFor(ctx, row, row.dueAt).offline) return "（离线补传）";
  return `（离线补传，${clockRead(ctx.sent.clientAt!, ctx.now)}填报 ${hhmm(ctx.now)}送达）`;
}

/** 01 may be a value as well. */
function isNumber(word: string): boolean {
  const ref = parseItemRef(word);
  return ref !== null && (ref.kind !== "today" || ref.letter !== undefined);
}

async function isReply(ctx: Context, words: string[], keys: string[]): Promise<boolean> {
  const given =
    words.slice(1).some((word) => word !== "部分") ||
    keys.some((key) => key !== "部分" && key !== "确认");
  const bare = words.length === 1 && !isNumber(words[0]!);
  if (given || bare) return true;
  return !answerers(ctx, "U");
}

/** `/报 全部`: one form with a row per own target; the client draws it and sends a `/报` per row. */
async function allForms(ctx: Context) {
  const open = (await heldBy(ctx, ctx.actor.id)).filter(
    ({ item: of, row }) => asksReply(kindOf(ctx, of)) && !isAnswered(kindOf(ctx, of), row),
  );
  if (open.length === 0) throw new Refusal("conflict", "现在没有等你填报的任务");
  const rows = [];
  for (const { item: of, row } of open) {
    const { fields, stages } = of.terms;
    const prefill = await prefillOf(ctx, fields, row.node, of.id);
    const name = displayName(ctx.org.tree.get(row.node)!);
    rows.push({
      item: of.id,
      label: of.label,
      title: of.title,
      node: row.node,
      name,
      fields,
      stages,
      prefill,
    });
  }
  const lines = rows.map(({ label, title, name }) => `${label} ${title} ${name}`);
  return { text: `有${rows.length}项要报：\n${lines.join("\n")}`, rows };
}

/** 未联系上: logged and shown apart, counted as seen but not as 已报 (SPEC §1.9). */
async function notReached(ctx: Context, { item: of, row }: Chosen, reason: string | null) {
  if (!reason) {
    const { typed } = ctx.sent;
    throw new Refusal("bad_argument", "没联系上也请写原因，例：电话关机", {
      field: "原因",
      ...(typed !== null && { candidates: [{ label: "写原因", text: `${typed} 原因=` }] }),
    });
  }
  if (ctx.sent.attachments.length > 0) {
    throw new Refusal("bad_argument", "“未联系上”不带照片，请去掉再报，照片可以单独发成消息");
  }
  await changeTarget(ctx, of, row, {
    ...reached(row),
    notReachedAt: ctx.now,
    ackedAt: row.ackedAt ?? ctx.now,
    ackedBy: row.ackedBy ?? ctx.actor.id,
    ...respondedInTime(ctx, row),
  });
  const name = displayName(ctx.org.tree.get(row.node)!);
  ctx.record("target.not-reached", { item: of.id, node: row.node, data: { reason } });
  return { text: `已记下 ${of.label} ${name} 未联系上：${reason}（不算已报）`, item: of.id };
}

/** A second holder's reply, or one over a version not seen, asks before it replaces (SPEC §1.7). */
async function askBeforeReplacing(ctx: Context, input: ReportInput): Promise<PreviewCard | null> {
  if (input.values.positional[0] === "全部") return null;
  const cards: PreviewCard[] = [];
  for (const one of reports(input)) cards.push(...[(await replacing(ctx, one)) ?? []].flat());
  const [first] = cards;
  const lines = cards.flatMap((card) => card.lines);
  return first ? { ...first, lines, set: cards.map((card) => card.set).join(" ") } : null;
}

async function replacing(ctx: Context, input: OneReport): Promise<PreviewCard | null> {
  const { item: of, row, standing, proxy } = await chooseTarget(ctx, input);
  if (!standing || NOT_REACHED.has(input.values.positional[0] ?? "")) return null;
  // What waited for a line comes when its writer may be gone: the room is asked instead.
  if (writingFor(ctx, row, row.dueAt).at !== null) return null;
  const { base } = ctx.sent;
  const unseen = base !== null && base < row.version;
  const other = isAnothers(ctx, standing, proxy !== null);
  if (of.terms.stages.length > 0 || (!unseen && !other)) return null;
  const name = displayName(ctx.org.tree.get(row.node)!);
  const had = said(of, standing.nil ? NIL : (standing.values as ReplyValues), 0);
  return {
    lines: [`${name}已经有人报过：${had}，要换成你这一份吗？`],
    people: 0,
    set: standing.id,
    demands: true,
  };
}
