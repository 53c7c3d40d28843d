import {
  choice,
  deadline,
  fields,
  flag,
  type InputOf,
  item,
  ladder,
  list,
  onceAt,
  recurrence,
  text,
  time,
} from "#bots/kit/args";
import { audienceOf } from "#bots/kit/audience";
import type { Context, Outcome, PreviewCard } from "#bots/kit/command";
import { issueArgs } from "#bots/kit/issue-args";
import type { ByLetter } from "#bots/kit/kind";
import { type ItemRow, issue, startSeries } from "#bots/kit/loop";
import { fanOutPreview } from "#bots/kit/preview";
import { Refusal } from "#contract/errors";
import { isAdded } from "#contract/field-types";
import type { Field } from "#contract/forms";
import { URGENCIES } from "#contract/urgency";
import { parseRules } from "#domain/form/rules";
import { NO_TERMS, type Terms } from "#domain/form/terms";
import { industryOf } from "#domain/org/channels";
import { splitList } from "#domain/text/line";
import { formatDeadline, formatRemaining } from "#domain/time/format-time";
import type { Series } from "#domain/time/round-time";
import { firstAsking, planRounds, roundLines, roundsAnswer } from "./plan-rounds.ts";
import type { Task } from "./task-kind.ts";

/** The arguments of `/任务` and `/专项`. */
export const taskArgs = {
  ...issueArgs,
  fields: fields(),
  rules: text("规则", {
    help: { zh: "例：异常>0须说明;已核<=应核", en: "E.g. 异常>0须说明;已核<=应核" },
  }),
  stages: list("阶段", splitList),
  respond: deadline("响应"),
  due: deadline("截止", { required: true }),
  verify: flag("核实"),
  basis: item({ zh: "依据", word: false }),
  coverage: text("覆盖", { help: { zh: "例：已落实/应到", en: "E.g. 已落实/应到" } }),
  ladder: ladder(),
  urgency: choice("缓急", URGENCIES),
  supervised: flag("督办"),
  submitBy: deadline("上报截止"),
  frequency: recurrence(),
  from: time("自", { start: true }),
  until: time("至"),
  nil: flag("零报告"),
  route: choice("路由", ["直达", "指挥室"], {
    synonyms: { 直接: "直达", 直发: "直达", 经指挥室: "指挥室", 逐级: "指挥室" },
  }),
};
type TaskInput = InputOf<typeof taskArgs>;

export async function previewTask(
  ctx: Context,
  { cap }: typeof Task,
  input: TaskInput,
): Promise<PreviewCard> {
  const to = await audienceOf(ctx, cap, input, "staff");
  const { terms, dueAt, respondBy } = termsFor(ctx, input, to);
  const defaults = [
    ...(input.scope ? [] : ["范围=本辖区"]),
    ...(input.respond ? [] : ["响应=截止"]),
    ...(input.verify === null ? [`核实=${terms.verify ? "是" : "否"}`] : []),
    ...(input.urgency ? [] : ["缓急=平件"]),
    ...(terms.series && !input.until ? ["至=直到结案"] : []),
  ];
  return fanOutPreview(ctx, {
    nodes: to.nodes,
    posts: to.posts,
    dueAt,
    ...(terms.series && { clock: roundLines(ctx, terms.series) }),
    asking: {
      urgency: input.urgency ?? "平件",
      ladder: terms.ladder,
      ...(terms.series
        ? firstAsking(ctx, terms.series)
        : { dispatchedAt: ctx.now, respondBy, dueAt }),
    },
    residents: 0,
    defaults,
    fields: terms.fields,
  });
}

/** Issues a task or a special; both are one loop and differ in their kind alone. */
export async function issueTask(
  ctx: Context,
  kind: typeof Task,
  input: TaskInput,
): Promise<Outcome> {
  const { cap } = kind;
  const to = await audienceOf(ctx, cap, input, "staff");
  const { terms, dueAt, respondBy } = termsFor(ctx, input, to);
  const industry = ctx.channel ? industryOf(ctx.channel.id) : undefined;
  const nodes = to.nodes.map((node) => node.id);
  const by = ctx.must(
    "issue",
    { cap, nodes, route: terms.route, ...(industry && { industry }) },
    "下达这个范围的任务",
  );
  const made = await issue(ctx, {
    kind,
    title: input.title,
    body: input.body,
    by,
    spec: { scope: to.text },
    terms,
    urgency: input.urgency ?? "平件",
    nodes: to.nodes,
    respondBy,
    dueAt,
    basis: input.basis,
  });
  const { running } = kind.id as ByLetter;
  const nth = running && made.running ? `（${running.says(made.running)}）` : "";
  const when = await clockOf(ctx, made, terms.series, dueAt);
  return { text: `${made.label}${nth} 已发出，应报${nodes.length}，${when}`, item: made.id };
}

/** By when it is due, said back in full; a series is set going and says when it asks. */
async function clockOf(
  ctx: Context,
  made: ItemRow,
  series: Series | null,
  dueAt: number | null,
): Promise<string> {
  if (series) {
    const { round, at } = await startSeries(ctx, made);
    return roundsAnswer(ctx, series, { begun: round !== null, at });
  }
  return `截止 ${formatDeadline(dueAt!, ctx.now)}，${formatRemaining(dueAt!, ctx.now)}`;
}

interface Asked {
  terms: Terms;
  /** Of a task that asks once; every round of a series has its own. */
  dueAt: number | null;
  respondBy: number | null;
}

function termsFor(ctx: Context, input: TaskInput, { posts }: { posts: string[] | null }): Asked {
  const { profile } = ctx.org;
  const typed = input.route === "直达" ? "auto" : input.route === "指挥室" ? "via_room" : null;
  const route = typed ?? profile.route;
  const asked = input.fields ?? [];
  checkRules(input.rules, asked);
  const series = planRounds(ctx, input);
  const due = series ? null : onceAt(input.due);
  const respond = series ? null : onceAt(input.respond);
  const submitBy = series ? null : onceAt(input.submitBy);
  checkTimes(respond, due, submitBy);
  const terms: Terms = {
    ...NO_TERMS,
    who: "place",
    posts,
    fields: asked,
    rules: input.rules ?? "",
    stages: input.stages ?? [],
    verify: input.verify ?? route === "via_room",
    ladder: input.ladder,
    route,
    nilAllowed: input.nil ?? true,
    coverage: readCoverage(input.coverage, asked),
    supervised: input.supervised ?? false,
    respondMinutes: respond?.minutes ?? null,
    dueMinutes: due?.minutes ?? null,
    submitBy: submitBy?.at ?? null,
    series,
  };
  return { terms, dueAt: due?.at ?? null, respondBy: respond?.at ?? null };
}

type Instant = { at: number } | null;

function checkTimes(respond: Instant, due: Instant, submitBy: Instant): void {
  if (respond && due && respond.at > due.at) {
    throw new Refusal("bad_argument", "响应时间要早于截止时间，请改一个", { field: "响应" });
  }
  if (due && submitBy && submitBy.at < due.at) {
    throw new Refusal("bad_argument", "上报截止要晚于截止，请改一个", { field: "上报截止" });
  }
}

function checkRules(rules: string | null, asked: Field[]): void {
  if (!rules) return;
  const read = parseRules(rules, asked);
  if (!read.ok) throw new Refusal("bad_argument", read.message, { field: "规则" });
}

/** 覆盖=已落实/应到: both must be among the fields, and add up. */
function readCoverage(typed: string | null, asked: Field[]): { a: string; b: string } | null {
  if (typed === null) return null;
  const [a = "", b = "", more] = typed.split("/").map((part) => part.trim());
  const missing = [a, b].find((name) => !asked.some((field) => field.name === name));
  const listed = asked.find((field) => [a, b].includes(field.name) && !isAdded(field));
  if (more === undefined && !missing && !listed) return { a, b };
  const why = missing
    ? `字段里没有“${missing}”`
    : listed
      ? `“${listed.name}”是${listed.type}，不能合计`
      : "要写成 已完成/应完成";
  throw new Refusal("bad_argument", `覆盖“${typed}”不对：${why}`, { field: "覆盖" });
}
