import type { TreePlace } from "#contract/channel-tree";
import { Refusal } from "#contract/errors";
import type { Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { allPinyinOf, beginsInPinyin } from "#domain/text/pinyin";
import { fold } from "#domain/text/text";
import { ChannelSight } from "./channel-sight.ts";
import { type Page, pageOf, type Wish } from "./paging.ts";
import { placeOf, type Viewer } from "./viewer.ts";

/** Of more posts than this only the branch that all of them share begins open. */
const FEW = 12;

/**
 * The places of the tree of channels (SPEC §1.16): those right below one; or, without `under`, the
 * county with the viewer's own branch open. In tree order; a page of them.
 * @throws Refusal `not_found` when nothing may be read at that place or below it
 */
export function channelTreePage(
  viewer: Viewer,
  under: string | undefined,
  wish: Wish,
): Page<TreePlace> {
  const { tree } = viewer.org;
  const sight = new ChannelSight(viewer);
  const open = under === undefined ? ownBranch(viewer) : new Set<string>();
  const found: Node[] = [];
  const visit = (node: Node) => {
    found.push(node);
    if (open.has(node.id)) for (const child of sight.below(node)) visit(child);
  };
  if (under === undefined) {
    if (sight.reaches(tree.root)) visit(tree.root);
  } else {
    const place = placeOf(viewer, under);
    if (!sight.reaches(place)) {
      throw new Refusal("not_found", "这个地方没有你能看的频道");
    }
    for (const child of sight.below(place)) visit(child);
  }
  const { rows, next } = pageOf(found, wish, {
    list: `channel tree ${under ?? ""}`,
    id: ({ id }) => id,
  });
  return { rows: rows.map((node) => placeView(viewer, sight, node, open)), next };
}

/**
 * Places whose name, or a channel of theirs, has what was typed in it, or is spelt so; a page.
 * @param find a part of a name, or the beginning of its pinyin or initials
 */
export function channelsFound(viewer: Viewer, find: string, wish: Wish): Page<TreePlace> {
  const { tree, profile } = viewer.org;
  const sight = new ChannelSight(viewer);
  const words = fold(find).trim().toLowerCase();
  const letters = words.replace(/\s+/g, "");
  const isCalled = (name: string) =>
    name.toLowerCase().includes(words) || beginsInPinyin(name, letters, profile.pinyin) !== null;
  const found = tree.nodes.filter((node) => {
    // Of a county's places one in ten has a channel; names are spelt for these alone.
    const { household, staff, resident } = tree.level(node);
    if (household || (staff !== "own" && resident !== "own")) return false;
    return isCalled(displayName(node)) && sight.reaches(node) && sight.at(node).length > 0;
  });
  const { rows, next } = pageOf(found, wish, {
    list: `channels called ${words}`,
    id: ({ id }) => id,
  });
  return { rows: rows.map((node) => placeView(viewer, sight, node, new Set())), next };
}

/** What lies above the viewer's own places, and these themselves. */
function ownBranch({ org, person, now }: Viewer): Set<string> {
  const { tree } = org;
  const own = new Set(org.assignmentsOf(person, now).map(({ node, serves }) => serves ?? node));
  const lines = [...own].map((node) => tree.lineage(node).map(({ id }) => id));
  if (lines.length <= FEW) return new Set(lines.flat());
  const [first = [], ...others] = lines;
  const line = others.reduce((shared, one) => shared.filter((id) => one.includes(id)), first);
  return new Set(line);
}

function placeView(
  viewer: Viewer,
  sight: ChannelSight,
  node: Node,
  open: ReadonlySet<string>,
): TreePlace {
  const { tree, profile } = viewer.org;
  const name = displayName(node);
  const above = tree.ancestors(node.id).slice(0, -1).reverse();
  return {
    id: node.id,
    parent: node.parent,
    name,
    pinyin: allPinyinOf(name, profile.pinyin).join(" "),
    above: above.map(displayName),
    channels: sight
      .at(node)
      .map(({ id, kind, name: called }) => ({ id, kind, name: called, member: sight.isOwn(id) })),
    below: sight.reachesBelow(node),
    open: open.has(node.id),
  };
}
