import type { TimerRule } from "#bots/kit/command";
import { GATE_RULE, openItem, targetsOf } from "#bots/kit/loop";
import { listPlaces } from "#domain/org/names-in-view";
import { displayName } from "#domain/org/short-name";

const MINUTE = 60_000;
/** So many buttons at most, as everywhere. */
const OFFERED = 9;

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
    const paths = gates.map((gate) => tree.pathName(gate) || gate);
    const over = gates.map((gate, i) => ({
      label: `越级下达${displayName(tree.get(gate)!)}`,
      text: `/下达 ${item.id} ${paths[i]} 越级=是 原因=`,
    }));
    ctx.post({
      channel: item.channel,
      kind: "reminder",
      text: `${word}：${names}（${item.label} ${item.title}）。可请${profile.room.word}下达，或写明原因越级下达`,
      item: item.id,
      node: tree.root.id,
      offers: [
        { label: `请${profile.room.word}下达`, text: `/催 ${item.id} ${paths.join(" ")}` },
        ...over,
      ].slice(0, OFFERED),
    });
  },
};
