import { type ItemRow, listItems } from "#db/items";
import { listCards } from "#db/messages";
import type { Session } from "#db/open";
import { isInSight, listInSight, type SightMark } from "#db/sight";
import { listTargets } from "#db/targets";
import { channelsOf } from "#domain/org/membership";
import type { Org } from "#domain/org/org-index";
import { can } from "#domain/rights/rights";
import type { Vantages } from "#domain/rights/vantages";
import type { Viewer } from "#kernel/access";
import { kindOf } from "#kernel/loop/change";
import { currentOnly } from "#kernel/loop/series";
import type { Registry } from "#kernel/registry";
import { isNarrow, sightsOf } from "#kernel/sight/define-sight";
import { lookOut } from "#kernel/sight/look-out";
import { means } from "#kernel/who";

/** Rows of a page, fewer than there are items. */
const PAGE = 9;

/** What is asked of each item, and where its cards stand; by its id. */
interface Shown {
  asked: string[];
  channels: Set<string>;
}

async function shownOf(session: Session, { id }: ItemRow): Promise<Shown> {
  const nodes = (await listTargets(session, id)).map(({ node }) => node);
  const channels = (await listCards(session, id)).map(({ channel }) => channel);
  return { asked: [...new Set(nodes)], channels: new Set(channels) };
}

/** Whether somebody may open an item, asked of `can()` with all there is to it. */
function sees(viewer: Looking, item: ItemRow, { asked, channels }: Shown): boolean {
  const { person, org, now } = viewer;
  if (item.person === person) return true;
  const kind = kindOf(viewer, item);
  // Of what its kind narrows, whoever it names.
  if (isNarrow(kind, item)) {
    return sightsOf(kind, item).some(
      ({ who, reason }) =>
        who !== "common" && !reason && means({ person, org, now }, who, { item, asked }),
    );
  }
  // The place it speaks of sees it as one that it asks.
  const nodes = item.about === null ? asked : [...asked, item.about];
  const ruled = can({ person, org, now }, "see_item", { nodes, issuer: item.node });
  const own = () => channelsOf(person, org, now).some(({ id }) => channels.has(id));
  return ruled.ok || (asked.length === 0 && own());
}

type Looking = Pick<Viewer, "person" | "org" | "now" | "registry">;

/**
 * Where a list of items read by sight is not what `can()` says of each item there is: for everybody,
 * read both ways and in pages, and item by item.
 */
export async function sightFaults(
  session: Session,
  org: Org,
  now: number,
  registry: Registry,
): Promise<string[]> {
  const all = await listItems(session, {});
  const shown = new Map<string, Shown>();
  for (const item of all) shown.set(item.id, await shownOf(session, item));
  const faults: string[] = [];
  for (const [turn, { id: person }] of org.data.people.entries()) {
    const from = lookOut({ person, org, now, registry });
    const may = all.filter((item) =>
      sees({ person, org, now, registry }, item, shown.get(item.id)!),
    );
    const expected = may.map(({ id }) => id);
    for (const few of [0, 40]) {
      const listed = await readAll(session, from, few);
      if (`${listed}` !== `${expected}`) {
        faults.push(`${person} (${few}) is listed ${listed}, and may see ${expected}`);
      }
    }
    // One by one it is dear: of everybody others.
    for (const { id } of all.filter((_, n) => n % 4 === turn % 4)) {
      const open = await isInSight(session, id, from);
      if (open !== expected.includes(id)) faults.push(`${person} and ${id}: ${open}`);
    }
  }
  return faults;
}

/** The ids that the list of items has, worked out over all items there are. */
export async function listedBy(
  viewer: Viewer,
  filter: { phase?: ItemRow["phase"]; kind?: string; node?: string },
): Promise<string[]> {
  const { session, org } = viewer;
  const fitting: ItemRow[] = [];
  for (const item of await listItems(session, {})) {
    const shown = await shownOf(session, item);
    const { phase = item.phase, kind = item.kind, node } = filter;
    const about = item.about === null ? [] : [item.about];
    const touches = [item.node, ...shown.asked, ...about].some(
      (id) => node === undefined || org.tree.isWithin(id, node),
    );
    const fits = item.phase === phase && item.kind === kind && touches;
    if (fits && sees(viewer, item, shown)) fitting.push(item);
  }
  const ids = new Set(fitting.map(({ id }) => id));
  const once = fitting.filter(({ roundOf }) => roundOf === null || ids.has(roundOf));
  return currentOnly(once).map(({ id }) => id);
}

async function readAll(session: Session, from: Vantages, few: number): Promise<string[]> {
  const found: string[] = [];
  for (let after: SightMark | undefined; ; ) {
    const filter = { rounds: true };
    const page = await listInSight(session, from, filter, { after, limit: PAGE }, few);
    found.push(...page.map(({ id }) => id));
    after = page.at(-1);
    if (page.length < PAGE) return found;
  }
}
