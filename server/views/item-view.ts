import type { ItemView } from "#contract/nouns";
import type { ItemRow } from "#db/items";
import { displayName } from "#domain/short-name";
import { specOf } from "#kernel/loop/change";
import type { Viewer } from "./viewer.ts";

/** An item as its readers see it: places and posts, never the issuer's name. */
export function itemView({ org, registry }: Viewer, item: ItemRow): ItemView {
  const spec = specOf(item);
  const issuer = org.tree.get(item.node);
  return {
    id: item.id,
    label: item.label,
    kind: item.kind,
    kindName: registry.kinds.get(item.kind)?.zh ?? item.kind,
    title: item.title,
    body: item.body,
    state: item.state,
    issuer: {
      node: item.node,
      nodeName: issuer ? displayName(issuer) : "",
      post: org.post(item.post)?.zh ?? item.post,
    },
    at: item.at,
    respondBy: item.respondBy,
    dueAt: item.dueAt,
    channel: item.channel,
    fields: spec.fields,
    rules: spec.rules,
    stages: spec.stages,
    verify: spec.verify,
    urgency: spec.urgency,
    basis: item.basis,
  };
}
