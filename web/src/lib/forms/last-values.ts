import { api } from "#web/api/calls.ts";
import { askOrRemember } from "#web/api/remembered.ts";

/** What a place gave last time to the same questions; nothing where nobody answers. */
export async function lastValues(item: string, node: string): Promise<Record<string, unknown>> {
  const ask = () => api.placeReplies(item, node).then(({ last }) => last?.values ?? {});
  return askOrRemember(`last ${item} ${node}`, ask).catch(() => ({}));
}
