import { body, text } from "#bots/kit/args";
import { type Context, defineCommand } from "#bots/kit/command";
import { MAX_TEXT_BYTES } from "#contract/envelope";
import { Refusal } from "#contract/errors";
import { EDITABLE_FOR } from "#contract/mending";
import { setWording } from "#db/messages";
import { dropInvisible } from "#domain/text/invisible";
import { isCommandLine } from "#domain/text/line";
import { fold } from "#domain/text/text";
import { ownText } from "./own-text.ts";
import { mentionedIn, mustPost } from "./posting.ts";

/**
 * `/改写`: new words for one's own message, which is quoted or named by its id. Only its writer may,
 * within 24 hours, where they may still post; the wording before stays in the log (SPEC §1.17).
 */
export const edit = defineCommand({
  key: "edit",
  zh: "改写",
  en: "edit",
  group: "发",
  summary: { zh: "改自己发过的一条消息，原话留底", en: "Reword a message of one's own" },
  example: "/改写 今晚八点半开会",
  caps: [],
  residents: true,
  args: {
    text: text("内容", { main: true, required: true, max: MAX_TEXT_BYTES }),
    more: body(),
    message: text("消息", {
      help: { zh: "不写就是引用的那一条", en: "Left out: the message that is quoted" },
    }),
  },
  async run(ctx, input) {
    const row = await ownText(ctx, input.message);
    mustPost(ctx);
    if (ctx.now - row.at > EDITABLE_FOR) {
      throw new Refusal("expired", "发出超过24小时的消息不能再改，请另发一条说明");
    }
    const words = [input.text, ...(input.more ? [input.more] : [])].join("\n");
    mustBeTalk(ctx, words);
    if (words === row.text) return { text: "没有变化" };
    const mentions = await mentionedIn(ctx, words);
    await setWording(ctx.session, row.id, { text: words, mentions });
    const fresh = mentions.filter((person) => !row.mentions.includes(person));
    const { id: ref, channel } = row;
    ctx.post({ channel, kind: "edit", text: words, before: row.text, ref, mentions: fresh });
    ctx.record("message.edited", { node: ctx.channel!.node, data: { channel, message: ref } });
    return { text: "已改" };
  },
});

/** What looks like a command, or calls a bot, is never posted as talk by mistake (SPEC §1.1). */
function mustBeTalk(ctx: Context, words: string): void {
  const bot = [...ctx.registry.bots.values()].find(({ zh }) =>
    fold(dropInvisible(words)).includes(`@${zh}`),
  );
  if (!bot && !isCommandLine(words)) return;
  const what = bot ? `提到了机器人“${bot.zh}”` : "像一条命令";
  throw new Refusal("bad_argument", `改成的话${what}，没有改；要办事请直接发，不用改旧消息`, {
    field: "内容",
  });
}
