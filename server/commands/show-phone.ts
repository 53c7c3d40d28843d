import { item, node, text } from "#bots/kit/args";
import { type Context, defineCommand } from "#bots/kit/command";
import { Refusal } from "#contract/errors";
import { listPhones } from "#db/controlled-phones";
import { findMessage } from "#db/messages";

/**
 * `/看电话`: opens the controlled phones of a message, or of a place of an item (SPEC §1.17). What it
 * stores is who looked at which, never the number: that is added to the answer on its way out.
 */
export const showPhone = defineCommand({
  key: "show_phone",
  zh: "看电话",
  en: "phone",
  aliases: ["受控电话"],
  group: "查",
  summary: {
    zh: "看一个受控电话，每次都有记录",
    en: "Look at a controlled phone; each look is recorded",
  },
  example: "/看电话 T0127-01 节点=王家边网格",
  caps: [],
  args: {
    item: item(),
    node: node("节点"),
    message: text("消息", { help: { zh: "消息的编号", en: "The message's id" } }),
    reason: text("原因", { max: 200 }),
  },
  async run(ctx, input) {
    const rows = await find(ctx, input);
    const [first] = rows;
    if (!first) throw new Refusal("not_found", "这里没有受控电话");
    const reason = input.reason ?? "";
    for (const { node: at, person } of rows) {
      ctx.must("see_phone", { node: at, issuedBy: person, reason }, "看这个电话");
    }
    const phones = rows.map(({ id }) => id);
    ctx.record("phone.shown", { item: first.item, node: first.node, data: { phones } });
    return { text: `看过${phones.length}个受控电话，已记录`, phones, reason };
  },
});

/** @throws Refusal `bad_argument` where neither a message nor a place of an item is named */
async function find(
  ctx: Context,
  input: { item: { id: string } | null; node: { id: string } | null; message: string | null },
) {
  if (input.message) {
    const row = await findMessage(ctx.session, input.message);
    const here = row && row.channel === ctx.channel?.id && row.recalledAt === null;
    return here ? listPhones(ctx.session, { message: row.id }) : [];
  }
  if (input.item && input.node) {
    return listPhones(ctx.session, { item: input.item.id, node: input.node.id });
  }
  throw new Refusal("bad_argument", "看哪里的电话？请写编号和地名，例：T0127-01 节点=王家边网格");
}
