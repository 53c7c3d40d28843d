import type { PlacePeople } from "#contract/directory";
import type { NodeView } from "#contract/nouns";
import { api } from "#web/api/calls.ts";
import { pagesOf } from "#web/api/client.ts";
import { askOrRemember } from "#web/api/remembered.ts";

/** A place with who answers for it, as last heard where nobody answers. @throws CallError */
export function placeWithPeople(id: string): Promise<{ node: NodeView; people: PlacePeople }> {
  return askOrRemember(`place ${id}`, async () => {
    const [node, people] = await Promise.all([api.node(id), peopleOf(id)]);
    return { node, people };
  });
}

/** @throws CallError */
export async function peopleOf(id: string): Promise<PlacePeople> {
  const pages = await pagesOf<PlacePeople>(`/api/nodes/${encodeURIComponent(id)}/people`);
  return { ...pages[0]!, gaps: pages.flatMap(({ gaps }) => gaps) };
}

/** The top of the tree and what lies directly below it. @throws CallError */
export function treeTop(): Promise<NodeView[]> {
  return askOrRemember("tree top", () => api.tree(null, 1));
}

/** What lies directly below a place. @throws CallError */
export function treeBelow(id: string): Promise<NodeView[]> {
  return askOrRemember(`tree ${id}`, () => api.tree(id, 1).then((nodes) => nodes.slice(1)));
}

export function placeHref(id: string): string {
  return `/directory/${encodeURIComponent(id)}`;
}
