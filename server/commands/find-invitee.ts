import type { Context } from "#bots/kit/command";
import { Refusal } from "#contract/errors";
import { isAbove, openedBy, passwordPost } from "#domain/org/invitations";
import type { Assignment, Person } from "#domain/org/org";
import { nearest } from "#domain/text/nearest";
import { called, type Invitee, inArea, nameOf, seatOf } from "./invitees.ts";

const OFFERED = 9;

/**
 * The one person who is meant: somebody within reach, else somebody the sender may look up, to be
 * told why not.
 * @param reached the post by which the sender reaches a person, if there is one
 * @param command its Chinese name, for the lines of the candidates
 * @throws Refusal `ambiguous` with numbered candidates; `not_found`, the same whether nobody is
 *   called so or nobody whom the sender may look up
 */
export function findInvitee(
  ctx: Context,
  typed: string,
  reached: (person: Person) => Assignment | undefined,
  command: string,
): Invitee {
  const namesakes = called(ctx, typed);
  const found = withPost(namesakes, reached);
  if (found.length > 1) throw several(ctx, typed, found, command);
  const known = withPost(namesakes, ({ id }) =>
    ctx.org.assignmentsOf(id, ctx.now).find(({ node }) => ctx.may("read_directory", { node })),
  );
  const one = found[0] ?? known[0];
  if (one) return one;
  const names = new Set(inArea(ctx).map(({ person }) => person.name));
  const near = nearest(typed, [...names]);
  const guess = near.length > 0 ? `，是不是：${near.join("、")}` : "";
  throw new Refusal("not_found", `你的辖区里没有找到“${typed}”${guess}；请写姓名或账号`);
}

/** @throws Refusal `bad_argument` for somebody with a password of their own */
export function mustEnterByCode(ctx: Context, { name, id }: Person): void {
  const post = passwordPost(id, ctx.org, ctx.now);
  if (!post) return;
  const message = `${name}是${seatOf(ctx, post)}，请用账号密码登录，不用邀请码`;
  throw new Refusal("bad_argument", message, { field: "人" });
}

/**
 * Acts under the post that answers for all these posts.
 * @throws Refusal `forbidden`
 */
export function mustBeAbove(ctx: Context, posts: readonly Assignment[], what: string): void {
  ctx.must("use", { cap: "W", nodes: openedBy(posts) }, what);
  if (isAbove({ person: ctx.actor.id, org: ctx.org, now: ctx.now }, posts)) return;
  throw new Refusal("forbidden", `同级之间不能${what}，请上级来做`);
}

function withPost(
  people: readonly Person[],
  postOf: (person: Person) => Assignment | undefined,
): Invitee[] {
  return people.flatMap((person) => {
    const post = postOf(person);
    return post ? [{ person, post }] : [];
  });
}

function several(ctx: Context, typed: string, found: Invitee[], command: string): Refusal {
  const candidates = found.slice(0, OFFERED).map((one) => {
    const { account, name, id } = one.person;
    const label = nameOf(ctx, one) + (account === name ? "" : `（账号${account}）`);
    return { label, text: `/${command} ${id}` };
  });
  const list = candidates.map(({ label }, i) => `${"①②③④⑤⑥⑦⑧⑨"[i]}${label}`).join(" ");
  const message = `“${typed}”有${found.length}人：${list}，点一个继续，还没有发出`;
  return new Refusal("ambiguous", message, { candidates });
}
