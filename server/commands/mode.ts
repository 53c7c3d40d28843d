import { type Arg, choice, type Raw, scope, scopeOffers, text } from "#bots/kit/args";
import type { Context } from "#bots/kit/command";
import { defineCommand } from "#bots/kit/command";
import { Refusal } from "#contract/errors";
import type { Mode } from "#contract/profile";
import { listEventsOfType } from "#db/events";
import { updateNodes } from "#db/org";
import { levelCounts } from "#domain/count/level-counts";
import { listNames } from "#domain/count/tally-line";
import { listPlaces } from "#domain/org/names-in-view";
import type { Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { commonTop, resolveSwitch, type SwitchScope, topsOf } from "#domain/scope/switch";
import { formatSpan } from "#domain/time/format-time";

/** A scope of places, which may also stand on the line without its key; read together with 除=. */
const area: Arg<Raw | null> = {
  ...scope(),
  help: {
    zh: "不写就是这个频道的辖区，例：全县、杨林镇",
    en: "Left out: this channel's area; e.g. 全县, 杨林镇",
  },
  place: "word",
  // One character names no place; it is a slip of 战 or 平 and must be named as such.
  claims: (word) => [...word].length > 1,
  read: (raw) => raw,
  blank: null,
};

/** As people say it: 转战, 恢复平时. */
const MODE_WORDS: Readonly<Record<string, Mode>> = {
  ...Object.fromEntries(
    ["战时", "战时状态", "转战", "转战时", "转入战时", "进入战时", "war"].map((word) => [
      word,
      "战",
    ]),
  ),
  ...Object.fromEntries(
    ["平时", "平时状态", "平常", "转平", "转平时", "转入平时", "恢复平时", "peace"].map((word) => [
      word,
      "平",
    ]),
  ),
};

/**
 * `/平战`: switches ladders, quiet hours and rosters of a place and everything below it (SPEC §2),
 * also of levels that answer for nothing.
 */
export const mode = defineCommand({
  key: "mode",
  zh: "平战",
  en: "mode",
  aliases: ["平战转换", "切换平战"],
  group: "管",
  summary: { zh: "把一个地方转为战时或平时", en: "Switch a place between peace and war" },
  example: "/平战 战 范围=全县 原因=省启动一级响应",
  caps: ["M"],
  args: {
    mode: choice("平战", ["战", "平"], { word: true, required: true, synonyms: MODE_WORDS }),
    area,
    except: text("除", {
      help: { zh: "范围里不切换的地方", en: "Places in it that do not change" },
      offers: scopeOffers,
    }),
    reason: text("原因", { required: true, max: 200 }),
  },
  async run(ctx, { mode, area, except, reason }) {
    const { tree } = ctx.org;
    const scoped = placesIn(ctx, area, except);
    const tops = topsOf(scoped, tree);
    const nodes = tops.map((node) => node.id);
    const names = listPlaces(nodes, tree);
    const by = ctx.must("mode", { nodes }, `切换${names}的平战`);
    const changed = scoped.filter((node) => node.mode !== mode);
    if (changed.length === 0) {
      const message = `${names}已经是${mode}，不用再切换`;
      throw new Refusal("conflict", message);
    }
    const lines = [
      countLine(ctx, mode, changed),
      ...(mode === "战" ? roomsLine(ctx, scoped) : await warLine(ctx, topsOf(changed, tree))),
      `原因：${reason}`,
      `${displayName(tree.get(by.node)!)} ${ctx.org.post(by.post)!.zh}`,
    ];
    const ids = changed.map((node) => node.id);
    await updateNodes(ctx.session, ids, { mode });
    ctx.changeOrg({ nodes: ids.map((id) => ({ id, mode })) });
    const node = commonTop(changed, tree).id;
    ctx.record("node.mode-switched", { node, data: { nodes: ids, mode, reason } });
    const text = lines.join("\n");
    ctx.post({ channel: ctx.channel!.id, kind: "card", text, node });
    return { text };
  },
});

/** @throws Refusal `bad_argument` or `ambiguous` where 范围= and 除= name no places to switch */
function placesIn(ctx: Context, area: Raw | null, except: string | null): Node[] {
  const { org, now, here: from } = ctx;
  if (!area && ctx.channel?.node === null) {
    throw new Refusal("bad_argument", "这里没有辖区，请写明范围", { field: "范围" });
  }
  const typed = area?.text ?? "本辖区";
  const found = resolveSwitch(typed, { org, from, now, except: except ?? undefined });
  if (found.ok) return found.nodes;
  const { token } = found;
  // The word at fault may stand in 除=; then there is nothing to put in its place here.
  throw misread(ctx, found, (place) =>
    typed.includes(token) ? area?.rewrite(typed.replace(token, place)) : undefined,
  );
}

function misread(
  { org }: Context,
  { message, candidates = [] }: SwitchScope & { ok: false },
  line: (place: string) => string | undefined,
): Refusal {
  const offered = candidates.slice(0, 9).flatMap((place) => {
    const label = org.tree.pathName(place.id);
    const text = line(place.code ?? place.local ?? label);
    return text === undefined ? [] : [{ label, text }];
  });
  return new Refusal(offered.length > 0 ? "ambiguous" : "bad_argument", message, {
    field: "范围",
    ...(offered.length > 0 && { candidates: offered }),
  });
}

/** `24个节点转为战：乡镇3 村社9 网格12；催报阶梯 -30,0,+15,+30`, the county itself not counted. */
function countLine({ org }: Context, mode: Mode, changed: Node[]): string {
  const below = changed.filter((node) => node.id !== org.tree.root.id);
  const counted = below.length > 0 ? below : changed;
  const steps = org.profile.ladders[mode].map((minutes) => (minutes > 0 ? `+${minutes}` : minutes));
  return `${counted.length}个节点转为${mode}：${levelCounts(counted, org)}；催报阶梯 ${steps.join(",")}`;
}

/** Rosters do not exist yet, so no command room in scope has one for 24 hours. */
function roomsLine({ org }: Context, scoped: Node[]): string[] {
  const gates = scoped.filter((node) => org.tree.level(node).gate);
  const rooms = gates.map((gate) => displayName(gate) + org.profile.room.word);
  return rooms.length > 0 ? [`未排24小时值班：${listNames(rooms)}`] : [];
}

/** `战 12小时54分`: how long each place had been at war; nothing where it was so from the start. */
async function warLine(ctx: Context, tops: Node[]): Promise<string[]> {
  const switches = await listEventsOfType(ctx.session, "node.mode-switched");
  const spans = tops.flatMap(({ id, name }) => {
    const start = switches.find(({ data }) => data.mode === "战" && holds(data.nodes, id));
    if (!start) return [];
    const span = `战 ${formatSpan(ctx.now - start.at)}`;
    return [tops.length === 1 ? span : `${displayName({ name })} ${span}`];
  });
  return spans.length > 0 ? [listNames(spans)] : [];
}

function holds(nodes: unknown, id: string): boolean {
  return Array.isArray(nodes) && nodes.includes(id);
}
