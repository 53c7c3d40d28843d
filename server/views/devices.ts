import type { DeviceHolder, DeviceHolders, DeviceView } from "#contract/devices";
import { Refusal } from "#contract/errors";
import type { OpenSession } from "#db/identity-queries";
import { deviceOf, endsDevices, seesDevices } from "#domain/org/devices";
import { passwordPost } from "#domain/org/invitations";
import { areaOf, called, phoneOf } from "./area.ts";
import { pageOf, type Wish } from "./paging.ts";
import { contactsAt } from "./people.ts";
import type { Viewer } from "./viewer.ts";

/** One's own or another's devices, the newest first. @param here the session that asks */
export function deviceViews(sessions: readonly OpenSession[], here: string): DeviceView[] {
  return sessions.map(({ id, userAgent, replaced, byCode, since, seen }) => ({
    ...{ id, byCode, since, seen },
    device: deviceOf(userAgent),
    replaced: replaced === null ? null : deviceOf(replaced),
    here: id === here,
  }));
}

/**
 * Who is signed in at a place and below it, and who of those with a code is not yet: they come
 * first, since nothing that is sent reaches them (SPEC §6). A page of them.
 * @param asked.find words of a name, its pinyin, a post or a place; all must fit
 * @param asked.read the open sessions of these people, newest first
 * @throws Refusal `not_found` when the place is out of sight, `forbidden` when nobody's devices
 *   there are the viewer's business
 */
export async function devicesBelow(
  viewer: Viewer,
  code: string,
  asked: Wish & { here: string; find?: string; read(people: string[]): Promise<OpenSession[]> },
): Promise<DeviceHolders> {
  const { here, find, ...wish } = asked;
  const seen = called(holdersBelow(viewer, code), find);
  const sessions = Map.groupBy(
    await asked.read(seen.map(({ person }) => person)),
    (one) => one.person,
  );
  const holders = seen.map(({ reach, ...holder }) => ({
    ...holder,
    mayMiss: viewer.org.mayMiss(holder.person),
    devices: deviceViews(
      (sessions.get(holder.person) ?? []).filter(({ byCode }) => reach === "all" || byCode),
      here,
    ).map((device) => ({ ...device, seen: null })),
  }));
  const without = holders.filter(isWithout);
  const others = holders.filter((holder) => !isWithout(holder));
  const standing = new Map(holders.map(({ person }, i) => [person, i]));
  // Who signs in meanwhile changes sides: the others keep their rank.
  const page = pageOf([...without, ...others], wish, {
    list: `devices ${code}`,
    id: (holder) => `${isWithout(holder)} ${holder.person}`,
    rank: (holder) => standing.get(holder.person)! + (isWithout(holder) ? 0 : holders.length),
  });
  return {
    total: holders.length,
    without: without.length,
    holders: page.rows,
    next: page.next,
  };
}

function isWithout({ byCode, devices }: DeviceHolder): boolean {
  return byCode && devices.length === 0;
}

/** Each person once, under the first of their posts in tree order. */
function holdersBelow(viewer: Viewer, code: string) {
  const { org, now } = viewer;
  const known = new Set<string>();
  const holders = areaOf(viewer, code).flatMap((node) =>
    contactsAt(viewer, node).flatMap(({ contact }) => {
      const { person } = contact;
      if (known.has(person)) return [];
      known.add(person);
      const reach = person === viewer.person ? null : seesDevices(viewer, person);
      if (reach === null) return [];
      const byCode = passwordPost(person, org, now) === undefined;
      const endable = endsDevices(viewer, person) !== null;
      const where = { node: node.id, path: org.tree.pathName(node.id) };
      const phone = phoneOf(viewer, node, contact.phone);
      return [{ ...contact, ...where, phone, byCode, endable, reach }];
    }),
  );
  if (holders.length > 0) return holders;
  throw new Refusal(
    "forbidden",
    "登录设备只有发邀请码的岗位和系统管理员能看，你自己的在“我的”里看",
  );
}
