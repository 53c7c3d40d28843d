import { defineCommand } from "#bots/kit/command";
import { findInvitee, mustBeAbove, mustEnterByCode } from "./find-invitee.ts";
import { invitee } from "./invitee-arg.ts";
import { nameOf, postInArea } from "./invitees.ts";

/**
 * `/邀请`: a QR code that signs in somebody of grid level or below (SPEC §6). The command decides
 * and records; the code itself is made by the edge that answers (`invite` in the result names for
 * whom), because it must stand in no stored answer and no event.
 */
export const invite = defineCommand({
  key: "invite",
  zh: "邀请",
  en: "invite",
  group: "管",
  summary: {
    zh: "出示二维码，让辖区里网格和以下的人扫码登录",
    en: "Show a QR code by which someone of grid level or below signs in",
  },
  example: "/邀请 徐婷",
  caps: ["W"],
  args: { person: invitee() },
  async run(ctx, { person: typed }) {
    const found = findInvitee(ctx, typed, (person) => postInArea(ctx, person), "邀请");
    const { person, post } = found;
    mustEnterByCode(ctx, person);
    mustBeAbove(ctx, ctx.org.assignmentsOf(person.id, ctx.now), `邀请${person.name}`);
    ctx.record("invitation.issued", { node: post.node, data: { person: person.id } });
    const text = `${nameOf(ctx, found)} 的邀请码：请本人扫码登录，第一次扫码后30分钟内可再换两个浏览器，最多同时两台；丢了请点“收回邀请码”`;
    ctx.offer({ label: "收回邀请码", text: `/撤销邀请 ${person.id}` });
    return { text, invite: person.id };
  },
});
