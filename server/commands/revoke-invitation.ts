import { defineCommand } from "#bots/kit/command";
import { takesBack } from "#domain/org/invitations";
import { findInvitee, mustBeAbove, mustEnterByCode } from "./find-invitee.ts";
import { invitee } from "./invitee-arg.ts";
import { nameOf } from "./invitees.ts";

/**
 * `/撤销邀请`: takes back every code of a person, also of one who has left, and signs out the
 * phones that came in by them; the edge that answers does both (`revoke` names whose).
 */
export const revokeInvitation = defineCommand({
  key: "revoke-invitation",
  zh: "撤销邀请",
  en: "revoke-invitation",
  aliases: ["收回邀请"],
  group: "管",
  summary: {
    zh: "收回一个人的邀请码，扫码登录的手机都退出",
    en: "Take back someone's QR codes and sign out the phones that used them",
  },
  example: "/撤销邀请 徐婷",
  caps: ["W"],
  args: { person: invitee() },
  async run(ctx, { person: typed }) {
    const sender = { person: ctx.actor.id, org: ctx.org, now: ctx.now };
    const found = findInvitee(ctx, typed, ({ id }) => takesBack(sender, id), "撤销邀请");
    const { person, post } = found;
    if (!takesBack(sender, person.id)) mustEnterByCode(ctx, person);
    mustBeAbove(ctx, [post], `撤销${person.name}的邀请`);
    ctx.record("invitation.revoked", { node: post.node, data: { person: person.id } });
    const text = `${nameOf(ctx, found)} 的邀请码已收回，扫码登录的手机都已退出`;
    return { text, revoke: person.id };
  },
});
