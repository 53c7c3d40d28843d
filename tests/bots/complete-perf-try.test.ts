import { it } from "vitest";
import { generateCounty } from "#db/generate";
import { loadProfile } from "#db/profiles";
import { loadRegistry } from "#db/registry";
import { complete } from "#kernel/complete";
import { bots } from "../../server/bots.ts";
import { openTestKernel } from "../support/kernel.ts";
it("perf", async () => {
  const data = generateCounty(loadProfile("yongtai"), loadRegistry());
  const k = await openTestKernel({ bots, data, at: data.at });
  const root = data.nodes.find((n) => n.parent === null)!;
  const leader = data.assignments.find((a) => a.node === root.id)!;
  const holder = (key: string) => data.assignments.find((a) => a.post === key)!;
  console.log(data.nodes.length, [...new Set(data.assignments.map((a) => a.post))].join());
  const lead = data.assignments.find((a) => a.node===root.id && data.profile.posts.find((p) => p.key === a.post)?.caps.K === true && data.profile.posts.find((p) => p.key === a.post)?.caps.O === true)!;
  const chan = `hq:${root.id}`; console.log(data.nodes.length, Object.entries(Object.groupBy(data.nodes, (n) => n.level)).map(([l, n]) => l + n!.length).join(" "), lead);
  const acc = (id: string) => data.people.find((p) => p.id === id)!.account;
  for (let i = 0; i < 30; i++) {
    const r = await k.say(acc(lead.person), chan, `/任务 第${i}件 范围=全县:工作网格 字段=在册:整数!,异常:整数! 截止=18:00`);
    if (!r.ok) { console.log(r.error.message); break; }
  }
  const grid = data.nodes.filter((n) => n.level === data.profile.levels.find((l) => l.zh === "工作网格")!.key)[700]!;
  const worker = data.assignments.find((a) => a.node === grid.id)!;
  const town = k.kernel.org().tree.gateOf(grid.id)!;
  const room = data.assignments.find((a) => a.node === town.id && a.post === data.profile.room.post)!;
  const cases: [string, string, string][] = [];
  for (const l of ["/", "/r", "/任务 ", "/任务 x 范围=", "/任务 x 范围=y", "/任务 x 范围=a", "/任务 x 范围=全县:", "/任务 x 范围=未报:", "/任务 x 截止=", "/任务 x 依据=", "/结案 ", "/汇总 ", "/汇总 w", "/核实 T0406-01 全部 ", "/核实 T0406-01 y", "/找 l", "/名录 "]) cases.push([lead.person, chan, l]);
  const { channelsOf } = await import("#domain/membership"); const ch2 = channelsOf(room.person, k.kernel.org(), k.at())[0]!.id;
  for (const l of ["/", "/结案 ", "/汇总 ", "/任务 x 范围=", "/下达 ", "/核实 T0406-01 y"]) cases.push([room.person, ch2, l]);
  const vill = k.kernel.org().tree.ancestors(grid.id).find((n)=>n.level==="village")!;
  for (const l of ["/", "/报 ", "/报 T0406-05 ", "/收到 ", "/报 T0406-05 在"]) cases.push([worker.person, `bot:tasker:${worker.person}`, l]);
  for (const [p, c, l] of cases) {
    const go = () => complete(k.kernel, p, { text: l, cursor: l.length, channel: c });
    const t0 = performance.now(); const first = await go(); const cold = performance.now() - t0;
    const t1 = performance.now(); for (let i = 0; i < 20; i++) await go(); const warm = (performance.now() - t1) / 20;
    console.log(l.padEnd(26), "cold", cold.toFixed(1), "warm", warm.toFixed(2), first.options.length, first.options.slice(0, 3).map((o) => o.insert).join(" "));
  }
  await k.stop();
}, 120_000);
