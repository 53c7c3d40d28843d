import type { ListedItem, Todo } from "#contract/todo";
import { servingChannel } from "#domain/channels";
import type { Viewer } from "./viewer.ts";

/**
 * How many things wait for the viewer in each channel: where their own card of it stands, which is
 * the place's channel, or the talk with the item's bot where the place has none (SPEC §1.16).
 * @param items as `waitingFor` gives them: nothing is asked of the database again
 */
export function waitingByChannel(viewer: Viewer, items: ListedItem[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    for (const todo of item.todo ?? []) {
      const channel = channelOf(viewer, item, todo);
      if (channel !== null) counts.set(channel, (counts.get(channel) ?? 0) + 1);
    }
  }
  return counts;
}

function channelOf({ org, registry, person }: Viewer, { kind }: ListedItem, { node }: Todo) {
  const { id, direct } = servingChannel(node, org);
  const bot = registry.kinds.get(kind)?.bot;
  return direct && bot !== undefined ? `bot:${bot}:${person}` : id;
}
