import type { ChannelState } from "#web/sync/state.ts";

export interface TreeRow {
  id: string;
  depth: number;
  channel: ChannelState;
  /** Channels below it; 0 for a leaf. */
  below: number;
  isFolded: boolean;
  /** Something unread here, or below a folded row. */
  hasUnread: boolean;
  /** What waits for the viewer here, and below a folded row. */
  waiting: number;
}

/** Every channel in a row of its own, as it was given. */
export function flatRows(all: ChannelState[]): TreeRow[] {
  return all.map((channel) => leaf(channel, 0));
}

/** As a thumb wants them: what waits for the viewer first, then what is unread; the rest is the tree's. */
export function urgentFirst(all: ChannelState[]): { urgent: ChannelState[]; rest: ChannelState[] } {
  const urgent = all
    .filter((one) => one.waiting > 0 || one.unread > 0)
    .toSorted((a, b) => Number(b.waiting > 0) - Number(a.waiting > 0));
  const taken = new Set(urgent);
  return { urgent, rest: all.filter((one) => !taken.has(one)) };
}

/** Channels as the branch of the county they belong to; folded ones say what is below them. */
export function nestedRows(
  all: ChannelState[],
  isFolded: (channel: ChannelState) => boolean,
): TreeRow[] {
  const here = new Set(all.map(({ view }) => view.id));
  const children = Map.groupBy(all, ({ view: { parent } }) =>
    parent !== null && here.has(parent) ? parent : "",
  );
  const rows: TreeRow[] = [];
  const visit = (channel: ChannelState, depth: number): Pick<TreeRow, "hasUnread" | "waiting"> => {
    const inside = children.get(channel.view.id) ?? [];
    const row = leaf(channel, depth);
    row.below = inside.length;
    row.isFolded = inside.length > 0 && isFolded(channel);
    rows.push(row);
    const from = rows.length;
    const inBranch = { hasUnread: row.hasUnread, waiting: row.waiting };
    for (const one of inside) {
      const { hasUnread, waiting } = visit(one, depth + 1);
      inBranch.hasUnread ||= hasUnread;
      inBranch.waiting += waiting;
    }
    if (row.isFolded) {
      rows.length = from;
      Object.assign(row, inBranch);
    }
    return inBranch;
  };
  for (const channel of children.get("") ?? []) visit(channel, 0);
  return rows;
}

function leaf(channel: ChannelState, depth: number): TreeRow {
  const { view, waiting } = channel;
  const hasUnread = channel.unread > 0;
  return { id: view.id, depth, channel, below: 0, isFolded: false, hasUnread, waiting };
}
