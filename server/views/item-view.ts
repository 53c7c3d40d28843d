import type { ItemView, OwnStanding } from "#contract/nouns";
import type { ItemRow } from "#db/items";
import type { RoundRow } from "#db/rounds";
import { displayName } from "#domain/org/short-name";
import { formatRecurrence } from "#domain/time/recurrence";
import { isDocument } from "#kernel/define-kind";
import { kindOf } from "#kernel/loop/change";
import type { Registry } from "#kernel/registry";
import { actsOn } from "#kernel/who";
import { countedAtOf } from "./own-count.ts";
import { ownStandings } from "./own-standing.ts";
import { roundsOf, roundView, seriesIdOf } from "./rounds.ts";
import type { Viewer } from "./viewer.ts";

/** Items as their readers see them: places and posts, never the issuer's name. */
export async function itemViewsOf(viewer: Viewer, items: ItemRow[]): Promise<ItemView[]> {
  const rounds = await roundsOf(viewer, items);
  const own = await ownStandings(viewer, items);
  const counted = await countedAtOf(viewer, items);
  const views: ItemView[] = [];
  for (const item of items) {
    const of = rounds.get(seriesIdOf(item) ?? "") ?? [];
    const at = counted.get(item.id)!;
    views.push(itemView(viewer, item, of, { own: own.get(item.id) ?? [], countedAt: at }));
  }
  return views;
}

/** What its kind says of an item to whoever draws it, who need not know the kind. */
export function kindWords(
  registry: Registry,
  item: ItemRow,
): Pick<ItemView, "kind" | "kindName" | "state" | "stateName" | "phase" | "answer" | "document"> {
  const kind = kindOf({ registry }, item);
  return {
    kind: kind.key,
    kindName: kind.zh,
    state: item.state,
    stateName: kind.states[item.state]!.zh,
    phase: item.phase,
    answer: kind.targets?.answer ?? null,
    document: isDocument(kind),
  };
}

function itemView(
  viewer: Viewer,
  item: ItemRow,
  rounds: RoundRow[],
  mine: { own: OwnStanding[]; countedAt: string },
): ItemView {
  const { org, registry, person, now } = viewer;
  const { terms } = item;
  const issuer = org.tree.get(item.node);
  return {
    id: item.id,
    label: item.label,
    ...kindWords(registry, item),
    title: item.title,
    body: item.body,
    issuer: {
      node: item.node,
      nodeName: issuer ? displayName(issuer) : "",
      post: org.post(item.post)?.zh ?? item.post,
    },
    at: item.at,
    respondBy: item.respondBy,
    dueAt: item.dueAt,
    channel: item.channel,
    fields: terms.fields,
    rules: terms.rules,
    stages: terms.stages,
    verify: terms.verify,
    urgency: item.urgency,
    basis: item.basis,
    round: item.round,
    recurrence: terms.series ? formatRecurrence(terms.series.recurrence, now) : null,
    rounds: rounds.map(roundView),
    acts: actsOn({ person, org, now }, kindOf({ registry }, item), {
      item,
      asked: mine.own.map(({ node }) => node),
    }),
    ...mine,
  };
}
