import { OWN_TYPE } from "#contract/field-types";
import type { ItemView, SpecField } from "#contract/nouns";
import type { ItemRow } from "#db/items";
import type { RoundRow } from "#db/rounds";
import { displayName } from "#domain/org/short-name";
import { formatRecurrence } from "#domain/time/recurrence";
import { isDocument, type Kind } from "#kernel/define-kind";
import { kindOf } from "#kernel/loop/change";
import type { Registry } from "#kernel/registry";
import { cutRow, type Facets, facetsOf, masked } from "#kernel/sight/facets";
import { actsOn } from "#kernel/who";
import { linksOf } from "./links.ts";
import { countedAtOf } from "./own-count.ts";
import { ownStandings } from "./own-standing.ts";
import { roundsOf, roundView, seriesIdOf } from "./rounds.ts";
import type { Viewer } from "./viewer.ts";

/** Items as their readers see them: places and posts, never the issuer's name. */
export async function itemViewsOf(viewer: Viewer, items: ItemRow[]): Promise<ItemView[]> {
  const rounds = await roundsOf(viewer, items);
  const own = await ownStandings(viewer, items);
  const counted = await countedAtOf(viewer, items);
  const facets = await facetsOf(viewer, items);
  const links = await linksOf(viewer, items);
  const views: ItemView[] = [];
  for (const item of items) {
    const of = rounds.get(seriesIdOf(item) ?? "") ?? [];
    const at = counted.get(item.id)!;
    const mine = { own: own.get(item.id) ?? [], countedAt: at, links: links(item) };
    views.push(itemView(viewer, item, of, { mine, seen: facets.get(item.id)! }));
  }
  return views;
}

/** What its kind says of an item to whoever draws it, who need not know the kind. */
export function kindWords(
  registry: Registry,
  item: ItemRow,
  seen?: Facets,
): Pick<ItemView, "kind" | "kindName" | "state" | "stateName" | "phase" | "answer" | "document"> {
  const kind = kindOf({ registry }, item);
  return {
    kind: kind.key,
    kindName: kind.zh,
    state: item.state,
    stateName: stateName(kind, item, seen),
    phase: item.phase,
    answer: kind.targets?.answer ?? null,
    document: isDocument(kind),
  };
}

/** Outsiders are told no more than their own word for it. */
function stateName({ states }: Kind, { state }: ItemRow, seen?: Facets): string {
  const { zh, outside } = states[state]!;
  return seen && !seen.has("plain") && outside ? outside.zh : zh;
}

/** What its kind shows of it, by the sides the viewer sees; what is not there has no row. */
export function specOf({ fields = {} }: Kind, { spec }: ItemRow, seen: Facets): SpecField[] {
  const row = cutRow(spec, fields, seen) as Record<string, unknown> | null;
  return Object.entries(fields).flatMap(([name, { zh, en, type = OWN_TYPE }]) => {
    const value = row?.[name];
    return value == null || value === "" ? [] : [{ name, zh, en, type, value }];
  });
}

function itemView(
  viewer: Viewer,
  row: ItemRow,
  rounds: RoundRow[],
  { mine, seen }: { mine: Pick<ItemView, "own" | "countedAt" | "links">; seen: Facets },
): ItemView {
  const { org, registry, person, now } = viewer;
  const item = masked(viewer, row, seen);
  const { terms } = item;
  const issuer = org.tree.get(item.node);
  return {
    id: item.id,
    label: item.label,
    ...kindWords(registry, item, seen),
    title: item.title,
    body: item.body,
    spec: specOf(kindOf({ registry }, item), item, seen),
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
