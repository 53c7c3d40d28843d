import type { TreeChannel, TreePlace } from "#contract/channel-tree";
import type { ChannelState } from "#web/sync/state.ts";

/** One line of the list of channels: a channel, or a place without one as a heading. */
export interface ChannelRow {
  /** A channel may stand in two lines: where it waits, and in the tree. */
  id: string;
  /** 1 is the top. */
  level: number;
  /** `#葛岭镇`, `@任务`; a heading has its place's name. */
  title: string;
  /** The channel it opens; null for a heading. */
  channel: string | null;
  /** One may look in, and sits elsewhere. */
  isForeign: boolean;
  /** Places above it, where it stands outside the tree. */
  above: string;
  /** The place it folds; null for a leaf. */
  folds: string | null;
  open: boolean;
  /** Something unread here, or below a folded line. */
  hasUnread: boolean;
  /** Items that wait for the viewer here, and below a folded line; each once. */
  waiting: number;
  /** Messages that call the viewer by name: said beside the items, never added to them. */
  calls: number;
  /** The last before the tree begins. */
  endsPart: boolean;
}

/** As much of the tree as has been asked for. */
export interface KnownTree {
  root: string | null;
  places: ReadonlyMap<string, TreePlace>;
  /** Of a place, those right below it; none where nobody has asked. */
  below: ReadonlyMap<string, readonly string[]>;
}

type Counts = Pick<ChannelRow, "hasUnread" | "waiting" | "calls">;
const NONE: Counts = { hasUnread: false, waiting: 0, calls: 0 };

/** The tree flattened, talks with bots last. What is unread or waits below a fold is summed up on it. */
export function treeRows(
  { root, places, below }: KnownTree,
  own: readonly ChannelState[],
  isOpen: (place: TreePlace) => boolean,
): ChannelRow[] {
  const top = root === null ? undefined : places.get(root);
  if (!top) return own.map((channel) => ownRow(channel));
  const within = countsByPlace(own);
  const byId = new Map(own.map((channel) => [channel.view.id, channel]));
  const rows: ChannelRow[] = [];
  const visit = (place: TreePlace, level: number) => {
    const main = place.channels.find(isOfStaff);
    const others = place.channels.filter((one) => one !== main);
    const canFold = others.length > 0 || place.below;
    const open = canFold && isOpen(place);
    const isAsked = !place.below || below.has(place.id);
    const counts =
      canFold && !(open && isAsked) ? within.get(place.id) : countsOf(main && byId.get(main.id));
    rows.push({
      ...{ id: place.id, level, above: "", open, endsPart: false, ...(counts ?? NONE) },
      title: main ? titleOf(main) : place.name,
      channel: main?.id ?? null,
      isForeign: main !== undefined && !main.member,
      folds: canFold ? place.id : null,
    });
    if (!open) return;
    for (const one of others) rows.push(channelRow(one, level + 1, byId.get(one.id)));
    for (const id of below.get(place.id) ?? []) {
      const child = places.get(id);
      if (child) visit(child, level + 1);
    }
  };
  visit(top, 1);
  const talks = own.filter(({ view }) => view.path.length === 0);
  return [...rows, ...talks.map((channel) => ownRow(channel))];
}

/**
 * What waits for the viewer, which a thumb finds first; what is urgent before all else.
 * @param rank of an item: the lower, the sooner (平件 is 0)
 */
export function waitingRows(
  own: readonly ChannelState[],
  places: KnownTree["places"],
  rank: (item: string) => number = () => 0,
): ChannelRow[] {
  const first = ({ waiting }: ChannelState) => Math.min(0, ...waiting.map(rank));
  return own
    .filter(({ waiting, calls }) => waiting.length > 0 || calls.length > 0)
    .toSorted((a, b) => first(a) - first(b))
    .map((channel, i, { length }) => ({
      ...ownRow(channel, aboveOf(channel, places)),
      id: `waits ${channel.view.id}`,
      endsPart: i === length - 1,
    }));
}

/**
 * What is called as typed, flat: one's own at once, and what the server found of the others.
 * @param found places with all their channels
 */
export function foundRows(own: readonly ChannelState[], found: readonly TreePlace[]): ChannelRow[] {
  const places = new Map(found.map((place) => [place.id, place]));
  const shown = new Set(own.map(({ view }) => view.id));
  const others = found.flatMap(({ channels, above }) =>
    channels
      .filter(({ id }) => !shown.has(id))
      .map((channel) => ({ ...channelRow(channel, 1), above: above.join(" ") })),
  );
  return [...own.map((channel) => ownRow(channel, aboveOf(channel, places))), ...others];
}

function aboveOf({ view }: ChannelState, places: KnownTree["places"]): string {
  return places.get(view.node ?? "")?.above.join(" ") ?? "";
}

/** Of every place, what its own channels and all below it say together. */
function countsByPlace(own: readonly ChannelState[]): Map<string, Counts> {
  const within = new Map<string, ChannelState[]>();
  for (const channel of own) {
    const { unread, waiting, calls } = channel;
    if (unread === 0 && waiting.length === 0 && calls.length === 0) continue;
    for (const place of channel.view.path) {
      const known = within.get(place);
      if (known) known.push(channel);
      else within.set(place, [channel]);
    }
  }
  return new Map([...within].map(([place, channels]) => [place, countsOf(...channels)]));
}

/** One item may wait in several channels: it is one thing to do. */
function countsOf(...channels: (ChannelState | undefined)[]): Counts {
  const known = channels.filter((one) => one !== undefined);
  if (known.length === 0) return NONE;
  return {
    hasUnread: known.some(({ unread }) => unread > 0),
    waiting: new Set(known.flatMap(({ waiting }) => waiting)).size,
    calls: new Set(known.flatMap(({ calls }) => calls.map(({ message }) => message))).size,
  };
}

function ownRow(channel: ChannelState, above = ""): ChannelRow {
  const { id, kind, name } = channel.view;
  return { ...channelRow({ id, kind, name, member: true }, 1, channel), above };
}

function channelRow(channel: TreeChannel, level: number, own?: ChannelState): ChannelRow {
  return {
    ...{ id: channel.id, channel: channel.id, level, title: titleOf(channel), above: "" },
    ...{ isForeign: !channel.member, folds: null, open: false, endsPart: false },
    ...countsOf(own),
  };
}

/** Where its own people talk: a place is opened by that, its residents and trades hang under it. */
function isOfStaff({ kind }: TreeChannel): boolean {
  return kind !== "resident" && kind !== "industry";
}

/** `#` for places, `@` for a conversation with a bot. */
export function titleOf({ kind, name }: Pick<TreeChannel, "kind" | "name">): string {
  return (kind === "bot" ? "@" : "#") + name;
}
