import type { ChannelAbout } from "#contract/channel-tree";
import { isDerived, sitting } from "#domain/org/membership";
import type { Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { can, givesRight } from "#domain/rights/rights";
import { findReadableChannel } from "#kernel/access";
import { ChannelSight } from "./channel-sight.ts";
import type { Viewer } from "./viewer.ts";

type Shown = Awaited<ReturnType<typeof findReadableChannel>>;

/**
 * What stands at the head of a channel: where it lies, and who may look in (SPEC §1.16).
 * @throws Refusal `not_found` when the viewer may not read it
 */
export async function channelAbout(viewer: Viewer, idOrName: string): Promise<ChannelAbout> {
  const channel = await findReadableChannel(viewer, idOrName);
  const { org, person, now } = viewer;
  const { id, kind, name, node } = channel;
  return {
    ...{ id, kind, name, node },
    member: kind === "bot" || sitting(channel, org, now).has(person),
    writable: can({ person, org, now }, "post_channel", { channel }).ok,
    path: pathOf(viewer, channel),
    lookers: lookersOf(viewer, channel),
  };
}

/** The places above; for what hangs under its place's own channel that place too. */
function pathOf(viewer: Viewer, { id, node }: Shown): ChannelAbout["path"] {
  if (node === null) return [];
  const sight = new ChannelSight(viewer);
  return viewer.org.tree
    .lineage(node)
    .map((place) => ({
      ...{ node: place.id, name: displayName(place) },
      channel: sight.at(place).find(({ kind }) => STAFF.has(kind))?.id ?? null,
    }))
    .filter(({ node: place, channel }) => place !== node || channel !== id)
    .reverse();
}

const STAFF = new Set(["hq", "staff", "room"]);

/** Places above where somebody may read it by their post there alone. */
function lookersOf({ org, now }: Viewer, channel: Shown): string[] {
  if (!isDerived(channel)) return [];
  const members = sitting(channel, org, now);
  const looksIn = (place: Node) =>
    org
      .assignmentsAt(place.id, now)
      .filter(({ person }) => !members.has(person))
      .some((post) =>
        givesRight(post, { person: post.person, org, now }, "read_channel", { channel }),
      );
  return org.tree
    .ancestors(channel.node)
    .filter(looksIn)
    .map((place) => lookerName(place, org))
    .reverse();
}

/** By whom a place looks: the county by its centre, a town by its room. */
function lookerName(place: Node, org: Viewer["org"]): string {
  const { tree, profile } = org;
  if (place.id === tree.root.id)
    return org.post(profile.headquarters.centre)?.zh ?? displayName(place);
  return displayName(place) + (tree.level(place).gate ? profile.room.word : "");
}
