import type { Context } from "#bots/kit/command";
import { asksReply } from "#bots/kit/kind";
import {
  asTold,
  heading,
  type ItemRow,
  itemsSince,
  kindOf,
  openItems,
  runningTotal,
  wordsOfKind,
} from "#bots/kit/loop";
import type { Counts } from "#contract/tally";
import { addCounts, rates, zeroCounts } from "#domain/count/tally";
import { listNames } from "#domain/count/tally-line";
import { displayName } from "#domain/org/short-name";
import { hhmm, localDate } from "#domain/time/format-time";
import { lunarDate } from "#domain/time/lunar";
import { startOfDay } from "#domain/time/time";

/**
 * What was issued in a place today and how it stands, as of now; the figures are the running
 * tallies. Counts and places only, no persons.
 */
export async function dayReport(ctx: Context, top: string): Promise<string> {
  const today = await countsOf(ctx, await itemsSince(ctx, top, startOfDay(ctx.now)), top);
  const open = await countsOf(ctx, await openItems(ctx, [top]), top);
  const place = displayName(ctx.org.tree.get(top)!);
  return [
    `日报 ${localDate(ctx.now)} ${lunarDate(ctx.now)} ${place} 截至${hhmm(ctx.now)}`,
    ...(await issuedLine(ctx, today)),
    ...(await ownLines(ctx, top)),
    ratesLine(ctx, today),
    await openLine(ctx, open),
  ].join("\n");
}

interface Counted {
  item: ItemRow;
  counts: Counts;
}

/** The items that touch the place, with their counts there. */
async function countsOf(ctx: Context, items: ItemRow[], top: string): Promise<Counted[]> {
  const touching: Counted[] = [];
  for (const item of items) {
    const { counts } = await ctx.tallies.read(item, top);
    const issuedHere = ctx.org.tree.isWithin(item.node, top);
    if (issuedHere || counts.expected > 0) touching.push({ item, counts });
  }
  return touching;
}

/** `令1 通告1 专项1 累计320`: one word a kind, as people write it short. */
async function issuedLine(ctx: Context, today: Counted[]): Promise<string[]> {
  const words: string[] = [];
  for (const kind of ctx.registry.kinds.values()) {
    const own = today.filter(({ item }) => item.kind === kind.key);
    // However many rounds a series has had today, it is one thing that was issued.
    const n = new Set(own.map(({ item }) => item.roundOf ?? item.id)).size;
    const counted = "running" in kind.id && kind.id.running;
    const total = counted ? ` 累计${await runningTotal(ctx, kind.key)}` : "";
    words.push(`${kind.short ?? kind.zh}${n}${total}`);
  }
  return [words.join(" ")];
}

/** What kinds themselves say of the day, each from its own counts. */
async function ownLines(ctx: Context, top: string): Promise<string[]> {
  const lines: string[] = [];
  for (const kind of ctx.registry.kinds.values()) {
    if (kind.daily) lines.push(...kind.daily(await wordsOfKind(ctx, kind, top)));
  }
  return lines;
}

/** Over everything of today that asks for a reply: sums first, rates last. */
function ratesLine(ctx: Context, today: Counted[]): string {
  const asked = today.filter(({ item }) => asksReply(kindOf(ctx, item)));
  const verified = asked.filter(({ item }) => item.terms.verify);
  const sum = (list: Counted[]) =>
    list.reduce((total, { counts }) => addCounts(total, counts), zeroCounts());
  const all = sum(asked);
  const { 响应率 } = rates(all, { verify: false });
  const done = sum(verified).verified + all.replied - sum(verified).replied;
  const complete = rates({ ...all, replied: done }, { verify: false }).完成率;
  return `响应率${响应率.text}(${响应率.n}/${响应率.of}) 完成率${complete.text}(${complete.n}/${complete.of}) 逾期${all.overdue} 补报${all.makeup}`;
}

async function openLine(ctx: Context, open: Counted[]): Promise<string> {
  const waiting = open.filter(({ item }) => kindOf(ctx, item).targets);
  if (waiting.length === 0) return "未办结0";
  const told = await asTold(
    ctx,
    waiting.map(({ item }) => item),
  );
  const names = told.map((item) => `${heading(ctx, item)} ${item.title}`);
  return `未办结${waiting.length}：${listNames(names)}`;
}
