import { servingChannel } from "#domain/org/channels";
import type { Viewer } from "./viewer.ts";
import { type Owed, owedBy } from "./waiting.ts";

/**
 * The items that wait for the viewer in some channels: where their own card of it stands, which is
 * the place's channel, or the talk with the item's bot where the place has none (SPEC §1.16). Of a
 * thousand own places only those are looked at whose cards stand in these channels.
 */
export async function waitingByChannel(
  viewer: Viewer,
  channels: readonly string[],
): Promise<Map<string, string[]>> {
  const asked = new Set(channels);
  const isTalkAsked = channels.some((id) => id.startsWith("bot:"));
  const owed = await owedBy(viewer, (node) => {
    const { id, direct } = servingChannel(node, viewer.org);
    return (direct && isTalkAsked) || (id !== null && asked.has(id));
  });
  const items = new Map<string, Set<string>>();
  for (const one of owed) {
    const channel = channelOf(viewer, one);
    if (channel === null) continue;
    const here = items.get(channel) ?? new Set();
    items.set(channel, here.add(one.item.id));
  }
  return new Map([...items].map(([channel, ids]) => [channel, [...ids]]));
}

function channelOf({ org, registry, person }: Viewer, { item, todo }: Owed): string | null {
  const { id, direct } = servingChannel(todo.node, org);
  const bot = registry.kinds.get(item.kind)?.bot;
  return direct && bot !== undefined ? `bot:${bot}:${person}` : id;
}
