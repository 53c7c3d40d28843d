import { Refusal } from "#contract/errors";
import type { PlaceReplies, ReplyVersion } from "#contract/nouns";
import { findItem, type ItemRow } from "#db/items";
import { listVersions, type ReplyRow } from "#db/replies";
import { listAnsweredRounds } from "#db/rounds";
import { listAnsweredAt, listTargets } from "#db/targets";
import { can } from "#domain/rights/rights";
import { judgeWriting } from "#domain/time/written-time";
import { pageOf, type Wish } from "./paging.ts";
import { viewsOf } from "./targets.ts";
import { placeOf, type Viewer } from "./viewer.ts";

/** Earlier answers of a place that are looked through for the last time's. */
const LOOKED_AT = 20;

/**
 * One place of an item, opened: its rows, all versions of its reply, and last time's values.
 * @throws Refusal `not_found` when the item has no row there that the viewer may see
 */
export async function placeReplies(
  viewer: Viewer,
  item: ItemRow,
  typed: string,
  wish: Wish,
): Promise<PlaceReplies> {
  const node = placeOf(viewer, typed).id;
  const rows = await listTargets(viewer.session, item.id, { nodes: [node] });
  const targets = await viewsOf(viewer, item, rows);
  if (targets.length === 0) {
    throw new Refusal("not_found", `${item.label} 没有发给这个地方，或不在你的范围里`);
  }
  const replies = await listVersions(
    viewer.session,
    rows.map(({ id }) => id),
  );
  const page = pageOf(replies, wish, { list: `versions ${item.id} ${node}`, id: ({ id }) => id });
  return {
    targets,
    versions: page.rows.map((reply) => {
      const { dispatchedAt } = rows.find(({ id }) => id === reply.target)!;
      return versionOf(viewer, reply, dispatchedAt);
    }),
    last: await lastOf(viewer, item, node),
    next: page.next,
  };
}

function versionOf({ org }: Viewer, reply: ReplyRow, dispatchedAt: number | null): ReplyVersion {
  const { version, at, clientAt, post, via, values, nil, note, warnings, state, retiredBy } = reply;
  const by = org.post(post)?.zh ?? post;
  const { doubt } = judgeWriting({ clientAt, dispatchedAt, due: null, now: at });
  return { version, at, clientAt, by, via, values, nil, note, warnings, state, retiredBy, doubt };
}

/** From the round or else the newest item before this one that the place answered and that shares a field (预填 上次). */
async function lastOf(viewer: Viewer, item: ItemRow, node: string): Promise<PlaceReplies["last"]> {
  const { session, org, person, now } = viewer;
  const { fields } = item.terms;
  const { roundOf: series, round: before } = item;
  const rounds = series ? await listAnsweredRounds(session, { series, before: before!, node }) : [];
  const answered = [...rounds, ...(await listAnsweredAt(session, node, LOOKED_AT))];
  for (const { item: id, values, repliedAt } of answered) {
    if (id === item.id || values === null) continue;
    if (!fields.some(({ name }) => Object.hasOwn(values, name))) continue;
    const before = await findItem(session, id);
    if (!before || before.at > item.at) continue;
    // A department sees its own items' rows only.
    if (!can({ person, org, now }, "see_targets", { node, issuer: before.node }).ok) continue;
    return { label: before.label, at: repliedAt!, values };
  }
  return null;
}
