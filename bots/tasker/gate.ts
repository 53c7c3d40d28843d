import type { TimerRule } from "#bots/kit/command";
import { GATE_RULE, openItem, targetsOf } from "#bots/kit/loop";
import { listPlaces } from "#domain/names-in-view";

const MINUTE = 60_000;

/** The gate is not a wall: towns that have not passed a task on are named to its issuer (SPEC §1.12). */
export const nameSilentGates: TimerRule = {
  rule: GATE_RULE,
  async run(ctx, { key }) {
    const item = await openItem(ctx, key);
    if (!item) return;
    const { tree, profile } = ctx.org;
    const waiting = (await targetsOf(ctx, item)).filter((row) => row.dispatchedAt === null);
    const gates = [...new Set(waiting.map((row) => row.gate!))].filter((gate) => {
      const { mode } = tree.get(gate)!;
      return item.at + (profile.gateMinutes[mode] ?? 0) * MINUTE <= ctx.now;
    });
    if (gates.length === 0) return;
    // 待交办 becomes 未交办, in the county's own word.
    const word = (profile.words.待下达 ?? "待下达").replace("待", "未");
    const names = listPlaces(gates, tree);
    ctx.post({
      channel: item.channel,
      kind: "reminder",
      text: `${word}：${names}（${item.label} ${item.title}）。可请${profile.room.word}下达，或 /下达 ${item.label} 乡镇名 越级=是 原因=…`,
      item: item.id,
      node: tree.root.id,
    });
  },
};
