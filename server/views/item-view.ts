import type { ItemView, OwnStanding } from "#contract/nouns";
import type { ItemRow } from "#db/items";
import type { RoundRow } from "#db/rounds";
import { formatRecurrence } from "#domain/recurrence";
import { displayName } from "#domain/short-name";
import { specOf } from "#kernel/loop/change";
import { countedAt } from "./own-count.ts";
import { ownStandings } from "./own-standing.ts";
import { roundsOf, roundView, seriesIdOf } from "./rounds.ts";
import type { Viewer } from "./viewer.ts";

/** Items as their readers see them: places and posts, never the issuer's name. */
export async function itemViewsOf(viewer: Viewer, items: ItemRow[]): Promise<ItemView[]> {
  const rounds = await roundsOf(viewer, items);
  const own = await ownStandings(viewer, items);
  const views: ItemView[] = [];
  for (const item of items) {
    const of = rounds.get(seriesIdOf(item) ?? "") ?? [];
    const at = await countedAt(viewer, item);
    views.push(itemView(viewer, item, of, { own: own.get(item.id) ?? [], countedAt: at }));
  }
  return views;
}

function itemView(
  { org, registry, now }: Viewer,
  item: ItemRow,
  rounds: RoundRow[],
  mine: { own: OwnStanding[]; countedAt: string },
): ItemView {
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
    round: item.round,
    recurrence: spec.series ? formatRecurrence(spec.series.recurrence, now) : null,
    rounds: rounds.map(roundView),
    ...mine,
  };
}
