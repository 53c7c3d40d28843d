import { choice, fixedOffers, item, nodes, text, words } from "#bots/kit/args";
import { type Context, defineCommand } from "#bots/kit/command";
import { asksReply } from "#bots/kit/kind";
import {
  type ItemRow,
  mustBeOpen,
  settle,
  type TargetRow,
  targetsOf,
  verify as verifyRows,
} from "#bots/kit/loop";
import { Refusal } from "#contract/errors";
import { listNames } from "#domain/count/tally-line";
import { namesInView } from "#domain/org/names-in-view";
import type { Node } from "#domain/org/org";
import { placesHeld } from "#domain/org/own-places";

/** `/核实`: marks replies as checked; the answer lists those that carried warnings (SPEC §2). */
export const verify = defineCommand({
  key: "verify",
  zh: "核实",
  en: "verify",
  aliases: ["审核", "核对", "核准"],
  group: "办",
  summary: { zh: "核实填报", en: "Verify replies" },
  example: "/核实 Z0127-01 全部 除=石门一网格",
  caps: ["V", "K", "S"],
  undoable: true,
  args: {
    item: item({
      of: asksReply,
      instead: { command: "tally", words: "它只要签收，没有要核的，看谁签收了请用" },
      required: true,
      current: true,
    }),
    nodes: nodes("节点", { word: true }),
    except: nodes("除"),
    take: choice("采用", ["新", "旧"]),
    how: text("方式", {
      max: 100,
      help: {
        zh: "怎么核的：电话、上门、看照片；记在这一份上",
        en: "How it was checked: by phone, on the spot, by photo; kept with the reply",
      },
    }),
    all: words(
      "全部",
      { zh: "全部：核实所有已报的", en: "全部 verifies all that have reported" },
      { offers: fixedOffers("全部") },
    ),
  },
  async run(ctx, input) {
    mustBeOpen(ctx, input.item);
    const wanted = await rowsOf(ctx, input.item, input);
    if (input.take) {
      const named = input.nodes.map((node) => node.id);
      return settleOne(ctx, input.item, wanted, named, { take: input.take, how: input.how });
    }
    if (!input.item.terms.verify) {
      throw new Refusal("conflict", `${input.item.label} 不用核实，报了就算完成`);
    }
    const { verified, skipped, anew, warnings } = await verifyRows(
      ctx,
      input.item,
      wanted,
      input.how,
    );
    const nameOf = namesOf(ctx, wanted);
    const left = skipped.filter(({ why }) => why !== "已核过");
    if (verified.length === 0) {
      const why = skipped.map(({ row, why: reason }) => `${nameOf(row)}${reason}`);
      const again = anew.length > 0 ? "，请看过再核" : "";
      throw new Refusal("conflict", `没有可以核实的：${listNames(why)}${again}`, {
        ...(anew.length > 0 && { candidates: anew }),
      });
    }
    const lines = [
      `已核${verified.length}：${listNames(verified.map((row) => nameOf(row)))}`,
      ...(left.length > 0
        ? [
            `未核${left.length}：${listNames(left.map(({ row, why }) => `${nameOf(row)}（${why}）`))}`,
          ]
        : []),
      ...warnings.map(({ row, warnings: texts }) => `提示 ${nameOf(row)}：${texts.join("；")}`),
    ];
    return { text: lines.join("\n"), item: input.item.id };
  },
});

async function rowsOf(
  ctx: Context,
  item: ItemRow,
  input: { nodes: Node[]; except: Node[]; all: string[] },
): Promise<TargetRow[]> {
  const unknown = input.all.find((word) => word !== "全部");
  if (unknown) throw new Refusal("bad_argument", `看不懂“${unknown}”，请写网格名或“全部”`);
  if (input.nodes.length === 0 && input.all.length === 0) {
    const line = ctx.sent.typed ?? `/核实 ${item.id}`;
    throw new Refusal("bad_argument", "请写明核实哪些网格，或全部核实", {
      candidates: [{ label: "全部核实", text: `${line} 全部` }],
    });
  }
  const { tree } = ctx.org;
  const tops = input.nodes.length > 0 ? input.nodes.map((node) => node.id) : ownAreas(ctx);
  const without = input.except.map((node) => node.id);
  const rows = (await targetsOf(ctx, item)).filter(
    (row) =>
      tops.some((top) => tree.isWithin(row.node, top)) &&
      !without.some((top) => tree.isWithin(row.node, top)),
  );
  if (rows.length === 0) throw new Refusal("conflict", `${item.label} 在这里没有对象，请核对`);
  return rows;
}

/** 全部 means all of one's own area: the channel's place; in a talk with a bot each of one's own. */
function ownAreas({ actor, org, now, place }: Context): string[] {
  const own = placesHeld(actor.id, org, now);
  if (place === null) return own;
  return [own.find((node) => org.tree.isWithin(place, node)) ?? own[0] ?? place];
}

async function settleOne(
  ctx: Context,
  item: ItemRow,
  rows: TargetRow[],
  named: string[],
  choice: { take: "新" | "旧"; how: string | null },
) {
  const exact = rows.filter((one) => named.includes(one.node));
  const [row, ...more] = exact.length > 0 ? exact : rows;
  if (!row || more.length > 0) {
    throw new Refusal("bad_argument", "采用=新 或 旧 一次只定一个网格，请写明是哪一个");
  }
  ctx.must("return", { node: row.node, issuer: item.node, issuedBy: item.person }, "核定这份更正");
  await settle(ctx, item, row, choice);
  return {
    text: `${namesOf(ctx, [row])(row)} 已采用${choice.take === "新" ? "新" : "原来"}的一份`,
    item: item.id,
  };
}

/** What the rows of one answer are called, each told from the others. */
function namesOf(ctx: Context, rows: TargetRow[]): (row: TargetRow) => string {
  const ids = rows.map((row) => row.node);
  const names = namesInView(ids, ctx.org.tree);
  return (row) => names[ids.indexOf(row.node)]!;
}
