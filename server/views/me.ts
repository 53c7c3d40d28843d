import type { Me } from "#contract/nouns";
import { displayName } from "#domain/short-name";
import { channelViews } from "./channels.ts";
import type { Viewer } from "./viewer.ts";
import { waitingFor } from "./waiting.ts";

/** Who the viewer is, which posts they hold, and how much waits for them. */
export async function meView(viewer: Viewer): Promise<Me> {
  const { org, now } = viewer;
  const { id, account, name } = org.person(viewer.person)!;
  const channels = await channelViews(viewer);
  return {
    id,
    account,
    name,
    profile: org.profile.key,
    assignments: org.assignmentsOf(id, now).map(({ post, node }) => ({
      post,
      postName: org.post(post)!.zh,
      node,
      nodeName: displayName(org.tree.get(node)!),
      caps: Object.keys(org.post(post)!.caps),
    })),
    unread: channels.reduce((sum, channel) => sum + channel.unread, 0),
    waiting: (await waitingFor(viewer)).length,
  };
}
