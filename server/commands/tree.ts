import { directoryOffers, readNode, words } from "#bots/kit/args";
import { ownTops } from "#bots/kit/audience";
import type { Context } from "#bots/kit/command";
import { defineCommand } from "#bots/kit/command";
import { householdCount, landAt, levelCounts } from "#domain/count/level-counts";
import { deriveChannels } from "#domain/org/channels";
import { listPlaces } from "#domain/org/names-in-view";
import type { Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { contactOf } from "./contact.ts";

/** `/名录 统计` counts the channel's land; `/名录 大田乡` shows a place and who answers for it. */
export const tree = defineCommand({
  key: "tree",
  zh: "名录",
  en: "tree",
  group: "查",
  summary: {
    zh: "看一个地方有多少村、网格和户，谁负责，还缺谁",
    en: "Counts of a place, who answers for it, and where nobody does",
  },
  example: "/名录 杨林镇",
  caps: [],
  args: {
    words: words(
      "地方",
      {
        zh: "地名；写 统计 或不写，就看这个频道的辖区，和机器人说时看自己的",
        en: "A name; 统计 or nothing: this channel's area, your own with a bot",
      },
      { offers: directoryOffers },
    ),
  },
  async run(ctx, { words }) {
    const [first] = words;
    if (first === undefined || first === "统计" || first === "stats") {
      const places = ctx.place === null ? ownTops(ctx) : [ctx.place];
      const counted = places.map((place) => {
        const here = ctx.org.tree.get(place)!;
        mustLookUp(ctx, here);
        return census(ctx, here);
      });
      return { text: counted.join("\n") };
    }
    // `大田乡 古竹村` is the path 大田乡/古竹村.
    const node = await readNode(ctx, words.join("/"), (value) => `/名录 ${value}`);
    mustLookUp(ctx, node);
    return { text: describe(ctx, node), node: node.id };
  },
});

function mustLookUp(ctx: Context, node: Node): void {
  ctx.must("read_directory", { node: node.id }, `看${displayName(node)}的名录`);
}

/** `县1 乡镇2 村4 基础网格5 工作网格8 家庭318；群18`; channels are counted for the whole county. */
function census({ org, now }: Context, here: Node): string {
  const land = landAt(here.id, org, now);
  const counts = [levelCounts(land, org), householdCount(land, org)].filter((part) => part !== "");
  const whole = here.id === org.tree.root.id;
  const channels = whole ? [`群${deriveChannels(org, now).length}`] : [];
  return `${displayName(here)}：${[counts.join(" "), ...channels].join("；")}`;
}

/** `大田乡：村9 网格14；责任：指挥室 程立 ☎139…；无责任人2：…`. */
function describe({ org, now }: Context, node: Node): string {
  const land = landAt(node.id, org, now);
  const below = land.filter((place) => place.id !== node.id);
  const counts = [levelCounts(below, org), householdCount(land, org)].filter((p) => p !== "");
  const empty = below.filter((place) => needsSomeone(place) && responsible(place).length === 0);
  const parts = [
    ...(counts.length > 0 ? [counts.join(" ")] : []),
    ...(needsSomeone(node)
      ? [`责任：${responsible(node).map(contactOf).join("、") || "暂无"}`]
      : []),
    ...(empty.length > 0
      ? [
          `无责任人${empty.length}：${listPlaces(
            empty.map((place) => place.id),
            org.tree,
          )}`,
        ]
      : []),
  ];
  return `${displayName(node)}：${parts.join("；") || "这一级不设责任人"}`;

  function needsSomeone(place: Node): boolean {
    return org.tree.level(place).needsResponsible;
  }
  function responsible(place: Node) {
    return org.responsibleAt(place.id, now);
  }
}
