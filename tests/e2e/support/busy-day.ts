import sharp from "sharp";
import type { MessageView, TargetView } from "#contract/nouns";
import { type Caller, callAs } from "./caller.ts";
import { issueTask } from "./task.ts";

const COUNTY = "hq:350125";
const TOWN = "staff:350125103";
const VILLAGE = "staff:350125103205";

/** Ids in full. */
export interface BusyDay {
  /** A task to 71 grids, with something of every state. 卢霞's own grid has not answered. */
  task: string;
  order: string;
  /** A task that is asked again every two hours. */
  series: string;
  /** Something said in the town's channel, and read by some. */
  message: string;
}

/** Two hours of a town at work, so that a screen shows what it is for. */
export async function playBusyDay(url: string): Promise<BusyDay> {
  const task = await issueTask(url);
  const people = await Promise.all(
    ["谢远", "池敏", "鲍捷", "张帆", "鄢明", "卢霞", "卢斌"].map((who) => callAs(url, who)),
  );
  const [leader, centre, room, townLeader, head, worker, second] = people as Callers;
  const order = await leader.say(COUNTY, "/指挥令 网格员全部到岗 范围=葛岭镇 截止=3小时内 确认=是");
  await room.say(TOWN, "/收到 令1");
  const series = await centre.say(
    COUNTY,
    "/任务 险情巡查 范围=葛岭镇:工作网格 字段=险情:整数! 频次=每2小时 截止=1小时 确认=是",
  );
  await worker.say(VILLAGE, "/收到 令1");
  await answer(task, { room, head, second });
  const message = await talk({ room, townLeader, head, worker });
  await Promise.all(people.map((one) => one.leave()));
  return { task, order: order.item as string, series: series.item as string, message };
}

type Callers = [Caller, Caller, Caller, Caller, Caller, Caller, Caller];

/** Reported by proxy, verified, returned, in difficulty; most of them silent. */
async function answer(
  task: string,
  { room, head, second }: Record<"room" | "head" | "second", Caller>,
): Promise<void> {
  const id = task.slice(5);
  const { targets } = await room.get<{ targets: TargetView[] }>(`/api/items/${task}/targets`);
  const names = targets.map(({ nodeName }) => nodeName).filter((name) => !name.startsWith("溪洋"));
  for (const [n, name] of names.slice(0, 22).entries()) {
    const values = `已摸排=${20 + ((n * 7) % 30)} 外来=${n % 4}`;
    await room.say(TOWN, `/报 ${id} ${values} 代=${name} 渠道=电话 对方=本人`);
  }
  await second.say(VILLAGE, `/困难 ${id} 类=信号 说明=上山的路断了，没有信号`);
  await head.say(VILLAGE, `/报 ${id} 已摸排=31 外来=2 代=溪洋3号 渠道=当面 对方=本人`);
  await room.say(TOWN, `/核实 ${id} 溪洋3号`);
  await room.say(TOWN, `/退回 ${id} ${names[3]} 原因=外来人数要再问一遍`);
}

/** @returns the id of what the room said last */
async function talk({
  room,
  townLeader,
  head,
  worker,
}: Record<"room" | "townLeader" | "head" | "worker", Caller>): Promise<string> {
  await townLeader.say(TOWN, "水库今晚八点开闸，沿河三个村先动起来。");
  const messages = `/api/channels/${encodeURIComponent(TOWN)}/messages`;
  const page = await room.get<{ messages: MessageView[] }>(messages);
  const quote = page.messages.at(-1)!.id;
  await room.say(TOWN, "收到，溪洋、葛岭、赤壁三个村已经电话通知。", { quote });
  const attachments = [
    await room.attach(await picture(1600, 1200)),
    await room.attach(await picture(900, 1200)),
  ];
  await room.say(TOWN, "溪洋桥头水位，刚拍的", { attachments });
  await room.say(TOWN, "物资车六点从镇里出发");
  const { messages: said } = await room.get<{ messages: MessageView[] }>(messages);
  const last = said.findLast(({ kind }) => kind === "text")!.id;
  await room.say(TOWN, "/改写 物资车六点半从镇里出发，先到溪洋", { quote: last });
  await head.say(VILLAGE, "@卢霞 老人户先走，路上打灯");
  await worker.say(VILLAGE, "好，这就去。");
  return last;
}

/** A sky over a hill, of this size in pixels. */
function picture(width: number, height: number): Promise<Buffer> {
  const scene = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 4 3" preserveAspectRatio="none"><rect width="4" height="3" fill="#9db7c9"/><path d="M0 2 1.4.9 2.6 1.8 4 1v2H0z" fill="#4d6b57"/><path d="M0 2.5h4V3H0z" fill="#6f6a58"/></svg>`;
  return sharp(Buffer.from(scene)).png().toBuffer();
}
