import { text } from "#bots/kit/args";
import type { Context } from "#bots/kit/command";
import { defineCommand } from "#bots/kit/command";
import { MAX_TEXT_BYTES } from "#contract/envelope";
import { Refusal } from "#contract/errors";
import { findMessage } from "#db/messages";
import { type Channel, channelsAt, industryChannel } from "#domain/channels";
import { members } from "#domain/membership";
import { readMentions } from "#domain/mentions";

/** `/发言`: what any line without a slash is read as (SPEC §7); posts it where it was typed. */
export const say = defineCommand({
  key: "say",
  zh: "发言",
  en: "say",
  group: "发",
  summary: { zh: "在这个频道说一句话", en: "Post a message in this channel" },
  example: "/发言 今晚八点开会，请准时",
  caps: [],
  residents: true,
  // No limit but that of every text: the line has passed it already.
  args: { text: text("内容", { main: true, required: true, max: MAX_TEXT_BYTES }) },
  async run(ctx, { text }) {
    const { id, node } = ctx.channel!;
    mustPost(ctx);
    await mustQuoteHere(ctx);
    const mentions = mentionedIn(ctx, text);
    const message = ctx.post({ channel: id, kind: "text", text, mentions, quote: ctx.sent.quote });
    ctx.record("message.posted", { node, data: { channel: id, message } });
    return { text: "已发送" };
  },
});

/** Who reads a channel does not always sit in it: those above look in, residents only listen. */
function mustPost(ctx: Context): void {
  const { id, kind, node, person, name } = ctx.channel!;
  const object = { channel: { id, kind, node, person } };
  if (!ctx.may("post_channel", object)) {
    const why =
      kind === "resident"
        ? "住户群只看通知，不能发言，有事请找你的网格员"
        : `你能看“${name}”，但不在里面，不能发言，请找里面的人转达`;
    throw new Refusal("forbidden", why);
  }
  ctx.must("post_channel", object, "在这里发言");
}

async function mustQuoteHere(ctx: Context): Promise<void> {
  const { quote } = ctx.sent;
  if (quote === null) return;
  const quoted = await findMessage(ctx.session, quote);
  if (quoted?.channel === ctx.channel!.id) return;
  throw new Refusal("not_found", "引用的那条消息不在这个频道里，请去掉引用或重新选一条");
}

/** Ids of the members called by name or post; `@全体` is for war and for what is urgent (SPEC §1.17). */
function mentionedIn(ctx: Context, text: string): string[] {
  if (!/[@＠]/.test(text)) return [];
  const { org, now } = ctx;
  const channel = derivedChannel(ctx);
  const sitting = channel ? [...members(channel, org, now)] : [];
  const { all, people } = readMentions(text, callable(ctx, sitting));
  if (!all) return people;
  if (org.tree.get(ctx.place)?.mode !== "战" && !text.includes("特急")) {
    throw new Refusal(
      "wrong_place",
      "平时不能@全体，请@要找的人或岗位；确实特急的，请在话里写明“特急”",
    );
  }
  return sitting.filter((id) => id !== ctx.actor.id);
}

function derivedChannel({ channel, org }: Context): Channel | undefined {
  const node = channel?.node ? org.tree.get(channel.node) : undefined;
  const industries = org.profile.industries.map((name) => industryChannel(name, org));
  const own = node ? channelsAt(node, org) : [];
  return [...own, ...industries].find(({ id }) => id === channel?.id);
}

/** The words by which members are called: their names, and the posts they hold with their aliases. */
function callable({ org, now }: Context, people: string[]): Map<string, string[]> {
  const called = new Map<string, string[]>();
  for (const id of people) {
    const posts = org.assignmentsOf(id, now).flatMap(({ post }) => org.post(post) ?? []);
    const names = [org.person(id)!.name, ...posts.flatMap(({ zh, aliases }) => [zh, ...aliases])];
    for (const name of new Set(names)) called.set(name, [...(called.get(name) ?? []), id]);
  }
  return called;
}
