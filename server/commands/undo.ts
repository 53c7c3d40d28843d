import { text } from "#bots/kit/args";
import { type Context, defineCommand, type Outcome } from "#bots/kit/command";
import { isMovedBy } from "#bots/kit/kind";
import { calledShort, itemById, kindOf, type LastAct, lastAct, restore } from "#bots/kit/loop";
import { type Candidate, Refusal } from "#contract/errors";
import { RECALLABLE_FOR, UNDOABLE_FOR } from "#contract/mending";
import { deletePhonesOf } from "#db/controlled-phones";
import { eraseMessage } from "#db/messages";
import { listPlaces } from "#domain/org/names-in-view";
import { ownText } from "./own-text.ts";

/**
 * `/撤回`: of a message that is quoted or named, its words and attachments for good; else what one's
 * own last command did, when that was 收到, 报, 核实, 退回, 免报, 延期, 困难 or 去电 (SPEC §1.17). Orders keep their
 * number: they are revoked.
 */
export const undo = defineCommand({
  key: "undo",
  zh: "撤回",
  en: "undo",
  aliases: ["撤销"],
  group: "办",
  summary: {
    zh: "撤回自己2分钟内的消息，或60秒内的上一个操作",
    en: "Take back one's own message, or last command",
  },
  example: "/撤回",
  caps: [],
  residents: true,
  args: {
    message: text("消息", {
      help: {
        zh: "不写就是引用的那一条；都没有就是上一个操作",
        en: "Left out: the message that is quoted, or else your last command",
      },
    }),
    what: text("对象", {
      main: true,
      max: 200,
      help: {
        zh: "号令的编号；号令要撤销，不能撤回，会给你那个按钮",
        en: "An order's number; an order is revoked, and you are shown the button",
      },
    }),
    act: text("操作", {
      max: 40,
      help: {
        zh: "要撤回的那个操作的编号，按钮会带上；之后又做了别的，就不撤",
        en: "Id of the command that is meant, as a button gives it; nothing is taken back when another came after it",
      },
    }),
    reason: text("原因", {
      max: 500,
      help: { zh: "撤销号令的原因", en: "Why an order is revoked" },
    }),
  },
  async run(ctx, { message, what, act, reason }) {
    // 撤销 is said of orders too, and an order is only taken back by its own command.
    const typed = ctx.sent.typed ?? "";
    if (what !== null || /^\s*[/／、]\s*撤销/u.test(typed)) throw whichIsMeant(what, reason);
    if (message !== null || ctx.sent.quote !== null) return recall(ctx, message);
    return undoLast(ctx, act);
  },
});

function whichIsMeant(what: string | null, reason: string | null): Refusal {
  const words = ["/撤令", ...(what ? [what] : []), ...(reason ? [`原因=${reason}`] : [])];
  const candidates = [
    { label: "撤回自己的上一个操作", text: "/撤回" },
    { label: "撤销一号指挥令或通告", text: words.join(" ") },
  ];
  return new Refusal("ambiguous", "要撤回上一个操作，还是撤销一号令？点一个，还没有办", {
    candidates: what === null ? candidates : candidates.toReversed(),
  });
}

async function recall(ctx: Context, message: string | null): Promise<Outcome> {
  const row = await ownText(ctx, message);
  if (ctx.now - row.at > RECALLABLE_FOR) {
    throw new Refusal("expired", "发出超过2分钟的消息不能撤回；24小时内可以改，点这条消息的“改”");
  }
  await eraseMessage(ctx.session, row, ctx.now);
  await deletePhonesOf(ctx.session, row.id);
  const { id: ref, channel } = row;
  ctx.post({ channel, kind: "recall", text: "撤回了一条消息", ref });
  ctx.record("message.recalled", { node: ctx.channel!.node, data: { channel, message: ref } });
  return { text: "已撤回这条消息" };
}

/** @param meant cid of the command that is to be taken back, where a button stands for one */
async function undoLast(ctx: Context, meant: string | null): Promise<Outcome> {
  const act = await lastAct(ctx, ctx.now - UNDOABLE_FOR);
  if (!act) {
    throw new Refusal(
      "conflict",
      "60秒内没有可以撤回的操作；能撤回的是收到、报、核实、退回、免报、延期、困难、去电",
    );
  }
  if (meant !== null && act.cid !== meant) throw laterAct(act);
  if (act.undo.targets.length === 0) throw await notUndone(ctx, act);
  const rows = await restore(ctx, act);
  const item = (await itemById(ctx, rows[0]!.item))!;
  const places = rows.map(({ node }) => node);
  return {
    text: `已撤回：${act.command.zh} ${calledShort(ctx, item)}（${listPlaces(places, ctx.org.tree)}）`,
    item: item.id,
  };
}

/** A button that stood while something else was done: that is not what its reader wants back. */
function laterAct({ command }: LastAct): Refusal {
  return new Refusal(
    "conflict",
    `之后你又做了“${command.zh}”，先前的操作不能再撤回；没有撤回什么`,
    {
      candidates: [{ label: `撤回后来的“${command.zh}”`, text: "/撤回" }],
    },
  );
}

/** What was issued has its own way back; the rest has none. */
async function notUndone(ctx: Context, { command, undo: { issued } }: LastAct): Promise<Refusal> {
  const candidates: Candidate[] = [];
  for (const id of issued) {
    const item = (await itemById(ctx, id))!;
    const key = isMovedBy("revoke")(kindOf(ctx, item)) ? "revoke" : "close";
    const verb = ctx.registry.command(key)!.zh;
    const label = `${verb} ${calledShort(ctx, item)}（${item.title}），原因写“误发”`;
    candidates.push({ label, text: `/${verb} ${id} 原因=误发` });
  }
  const [first] = candidates;
  if (first) {
    return new Refusal("conflict", "已经发出去的号码要留底，不能撤回；要收回请点下面这一条", {
      candidates,
    });
  }
  const again = command.key === "undo";
  const why = again ? "刚刚已经撤回过，不能接着撤" : `上一个操作是“${command.zh}”，不能撤回`;
  return new Refusal("conflict", `${why}；能撤回的是收到、报、核实、退回、免报、延期、困难、去电`);
}
