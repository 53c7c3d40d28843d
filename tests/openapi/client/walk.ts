import { type Client, clientOf, type Send } from "./client.ts";
import type { components } from "./openapi.d.ts";

type Schemas = components["schemas"];
type Typed = Omit<Schemas["Line"], "cid">;
/** A command by name and with its arguments; the types of the document know each of them. */
type Named = {
  [K in Schemas["Command"]["name"]]: Omit<CommandOf<K>, "cid">;
}[Schemas["Command"]["name"]];
type CommandOf<K> = Extract<Schemas["Command"], { name: K }>;

const COUNTY = "#永泰县指挥部";

/**
 * The README's demo walk, step by step, as a program would do it.
 * @returns what each person was told at each step
 */
export async function walk(as: Record<"county" | "worker" | "town" | "leader", Send>) {
  const [county, worker, town, leader] = [as.county, as.worker, as.town, as.leader].map(clientOf);
  if (!county || !worker || !town || !leader) throw new Error("four people walk");

  const issued = await told(county, {
    channel: COUNTY,
    name: "task",
    input: {
      title: "户情再摸排",
      scope: "葛岭镇:工作网格",
      fields: ["住户:整数!", "已摸排:整数!", "外来:整数!"],
      rules: "已摸排<=住户",
      respond: "30分钟",
      due: "2小时内",
      verify: true,
    },
  });
  const item = /T\d{4}-01/.exec(issued)?.[0] ?? "";

  const received = await told(worker, { channel: "@任务", text: "收到" });

  const reply = (value: number) =>
    told(worker, {
      channel: "@任务",
      name: "report",
      input: { values: { 已摸排: value, 外来: 3 } },
    });
  const tooMany = await reply(999);
  const replied = await reply(20);

  const waiting = await town("get", "/api/items", { query: { waiting: "me" } });
  const [first] = waiting.status === 200 ? waiting.body.items : [];
  const summed = await told(town, { channel: "#葛岭镇", name: "tally", input: {} });
  const tally = await town("get", "/api/items/{id}/tally", { path: { id: item } });
  const counts = tally.status === 200 ? tally.body.counts : null;
  const nudged = await told(town, { channel: "#葛岭镇", name: "nudge", input: { item } });

  const submit = (partial: boolean) =>
    told(town, {
      channel: "#葛岭镇",
      name: "submit",
      input: partial ? { item, partial } : { item },
    });
  const tooSoon = await submit(false);
  const verified = await told(town, {
    channel: "#葛岭镇",
    name: "verify",
    input: { item, nodes: "溪洋1号" },
  });
  const submitted = await submit(true);

  const order: Named = {
    channel: COUNTY,
    name: "order",
    input: { title: "网格员全部到岗", scope: "全县", due: "3小时内" },
  };
  const asked = await leader("post", "/api/commands", { body: { ...order, cid: "order" } });
  if (asked.status !== 422) throw new Error("an order to the whole county goes out unasked");
  const { preview } = asked.body.error;
  const confirmed = await told(leader, { ...order, confirm: preview?.id ?? "" });
  await told(worker, { channel: "@传令", text: "收到" });
  const orderSummed = await told(leader, {
    channel: COUNTY,
    name: "tally",
    input: { item: "令1" },
  });

  const moved = await told(leader, {
    channel: COUNTY,
    name: "mode",
    input: { mode: "战", area: "葛岭镇", reason: "防汛" },
  });

  return {
    ...{
      issued,
      received,
      tooMany,
      replied,
      waits: [first?.label, first?.todo?.[0]?.what],
      summed,
    },
    ...{ expected: counts?.expected, missing: counts && counts.expected - counts.replied, nudged },
    ...{ tooSoon, verified, submitted, preview: preview?.lines.join("\n") },
    ...{ confirmed, orderSummed, moved },
  };
}

let sent = 0;

/** Sends a command. @returns what its sender reads, done or refused */
async function told(client: Client, command: Typed | Named): Promise<string> {
  sent += 1;
  const answer = await client("post", "/api/commands", {
    body: { ...command, cid: `walk-${sent}` },
  });
  return answer.status === 200 ? answer.body.result.text : answer.body.error.message;
}
