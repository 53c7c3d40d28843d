import type { Context } from "#bots/kit/command";
import { silentPeople } from "#bots/kit/loop";
import { Refusal } from "#contract/errors";
import { sitting } from "#domain/org/membership";
import { mayCallAll, namesOf, readMentions } from "#domain/text/mentions";

/** Who reads a channel does not always sit in it: those above look in, residents only listen. */
export function mustPost(ctx: Context): void {
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

/**
 * Ids of those whom a text calls: members by name or post, everybody, and whoever has not answered
 * an item (SPEC §1.17).
 * @throws Refusal `wrong_place` for `@全体` where it is not allowed; `not_found` for the item
 */
export async function mentionedIn(ctx: Context, text: string): Promise<string[]> {
  if (!/[@＠]/.test(text)) return [];
  const { channel, org, now } = ctx;
  const members = sitting(channel!, org, now);
  const { all, people, silentOf } = readMentions(text, namesOf(members, org, now));
  const here = ctx.place === null ? undefined : org.tree.get(ctx.place);
  if (all && !mayCallAll(here?.mode, text)) {
    throw new Refusal(
      "wrong_place",
      "平时不能@全体，请@要找的人或岗位；确实特急的，请在话里写明“特急”",
    );
  }
  const called = new Set(all ? [...members].filter((id) => id !== ctx.actor.id) : people);
  for (const item of silentOf)
    for (const id of await callSilent(ctx, item, members)) called.add(id);
  return [...called];
}

/** Tells the speaker how many are reached: the others do not read this channel. */
async function callSilent(ctx: Context, item: string, here: Set<string>): Promise<string[]> {
  const silent = await silentPeople(ctx, item);
  const away = silent.filter((id) => !here.has(id)).length;
  const rest = away > 0 ? `，其中${away}人不在这里，请点“催”` : "";
  ctx.whisper(
    silent.length > 0 ? `@未报:${item} 叫了${silent.length}人${rest}` : `${item} 已经没有未报的了`,
  );
  if (away > 0) ctx.offer({ label: "催", text: `/催 ${item}` });
  return silent;
}
