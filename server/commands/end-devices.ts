import { text } from "#bots/kit/args";
import { type Context, defineCommand } from "#bots/kit/command";
import { Refusal } from "#contract/errors";
import { administers, endsDevices } from "#domain/org/devices";
import { openedBy, takesBack } from "#domain/org/invitations";
import { findInvitee } from "./find-invitee.ts";
import { invitee } from "./invitee-arg.ts";
import { type Invitee, nameOf } from "./invitees.ts";

/**
 * `/退出设备`: signs out one device of a person, or all; of one's own all but the one that asks.
 * Codes stay good, so whoever still holds the paper comes in again; `/撤销邀请` takes them back.
 * The edge that answers does it (`endDevices` names which), since sign-in keeps a database of its own.
 */
export const endDevices = defineCommand({
  key: "end-devices",
  zh: "退出设备",
  en: "end-devices",
  group: "管",
  summary: {
    zh: "让丢了或不用的手机、电脑退出登录；不写人就是自己的其他设备",
    en: "Sign out lost or unused devices; one's own others when nobody is named",
  },
  example: "/退出设备 徐婷",
  caps: [],
  args: {
    person: { ...invitee(), required: false, blank: null },
    device: text("设备", {
      max: 64,
      help: {
        zh: "设备编号，在“登录设备”里点；不写就是全部",
        en: "A device's number, from the list of devices; left out: all",
      },
    }),
  },
  async run(ctx, { person: typed, device }) {
    const holder = typed === null ? null : findHolder(ctx, typed);
    const found = holder?.person.id === ctx.actor.id ? null : holder;
    const person = found?.person.id ?? ctx.actor.id;
    const reach = endsDevices({ person: ctx.actor.id, org: ctx.org, now: ctx.now }, person);
    if (reach === null) throw new Error("whom one finds here one may sign out");
    ctx.record("session.closed", {
      node: found?.post.node ?? null,
      data: { person, ...(device !== null && { session: device }) },
    });
    return {
      text: wording(found && nameOf(ctx, found), device),
      endDevices: { person, device, byCodeOnly: reach === "by_code" },
    };
  },
});

function wording(name: string | null, device: string | null): string {
  if (name === null) return device === null ? "你的其他设备都已退出登录" : "这台设备已退出登录";
  return device === null ? `${name} 的设备都已退出登录` : `${name} 的这台设备已退出登录`;
}

/** Somebody whose devices the sender may sign out; acts under the post that allows it. */
function findHolder(ctx: Context, typed: string): Invitee {
  const { org, now, actor } = ctx;
  const subject = { person: actor.id, org, now };
  const isAdministrator = administers(subject);
  const found = findInvitee(
    ctx,
    typed,
    ({ id }) =>
      takesBack(subject, id) ??
      (isAdministrator || id === actor.id ? org.assignmentsOf(id, now)[0] : undefined),
    "退出设备",
  );
  const { id, name } = found.person;
  const what = `退出${name}的设备`;
  if (id === actor.id) return found;
  if (isAdministrator) ctx.must("use", { cap: "X", limit: "config", node: org.tree.root.id }, what);
  else if (takesBack(subject, id))
    ctx.must("use", { cap: "W", nodes: openedBy([found.post]) }, what);
  else
    throw new Refusal(
      "forbidden",
      `${name}的设备由本人、发邀请码的上级或系统管理员退出，你不能${what}`,
    );
  return found;
}
