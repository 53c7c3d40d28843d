import { beforeAll, describe, expect, it } from "vitest";
import { generateCounty } from "#db/generate";
import { loadProfile } from "#db/profiles";
import { loadRegistry } from "#db/registry";
import { deriveChannels } from "#domain/org/channels";
import { Org } from "#domain/org/org-index";
import { can } from "#domain/rights/rights";
import { channelsFound, channelTreePage } from "#views/channel-tree";
import type { Viewer } from "#views/viewer";
import { NOW, smallData } from "../support/small-org.ts";

const ALL = { limit: 100_000 };
/** The tree asks nothing of the database. */
const viewerIn = (org: Org, person: string, now = NOW): Viewer =>
  ({ org, person, now }) as unknown as Viewer;

/** All channels that are met by unfolding every place there is to unfold. */
function unfolded(viewer: Viewer): string[] {
  const ids: string[] = [];
  const visit = (under: string | undefined) => {
    const { rows } = channelTreePage(viewer, under, ALL);
    const shown = new Set(rows.map(({ id }) => id));
    for (const { id, channels, below, open } of rows) {
      ids.push(...channels.map((channel) => channel.id));
      const hasBelow = rows.some(({ parent }) => parent === id);
      if (open && below) expect(hasBelow, id).toBe(true);
      if (!open && below) visit(id);
      if (!below) expect(hasBelow, id).toBe(false);
      expect(channels.length > 0 || below, `${id} leads to nothing`).toBe(true);
    }
    expect(shown.size).toBe(rows.length);
  };
  visit(undefined);
  return ids.toSorted();
}

function readable({ org, person, now }: Viewer): string[] {
  return deriveChannels(org, now)
    .filter((channel) => can({ person, org, now }, "read_channel", { channel }).ok)
    .map(({ id }) => id)
    .toSorted();
}

describe("the tree of channels", () => {
  it("unfolds to every channel one may read and to no other, for everybody of the small county", () => {
    const org = new Org(smallData);
    for (const { id } of smallData.people) {
      expect(unfolded(viewerIn(org, id)), id).toEqual(readable(viewerIn(org, id)));
    }
  });
});

describe("the tree of a whole county", () => {
  let org: Org;
  let at: number;
  let holders: { post: string; person: string }[];
  beforeAll(() => {
    const data = generateCounty(loadProfile("yongtai"), loadRegistry());
    org = new Org(data);
    at = data.at;
    holders = data.assignments;
  });
  const someone = (post: string) => {
    const { person } = holders.find((one) => one.post === post)!;
    return viewerIn(org, person, at);
  };
  const first = (viewer: Viewer) => channelTreePage(viewer, undefined, ALL).rows;

  it("holds for whoever reads much, little, or a part that is served and not one's own", () => {
    for (const post of ["room", "station", "department_officer", "village_head", "squad_member"]) {
      const viewer = someone(post);
      expect(unfolded(viewer), post).toEqual(readable(viewer));
    }
    // The county's leaders, of all staff channels; residents are among themselves.
    expect(unfolded(someone("leader")).length).toBeGreaterThan(1 + 21 + 272 - 1);
  });

  it("begins with one's own branch open and the rest one tap away", () => {
    const worker = first(someone("grid_worker"));
    expect(worker.map(({ open }) => open)).toEqual(worker.map(() => true));
    expect(worker.at(-1)!.channels).toMatchObject([{ kind: "resident", member: true }]);
    expect(worker[0]!.channels).toEqual([]);
    const leader = first(someone("leader"));
    const [county, ...towns] = leader;
    expect(county).toMatchObject({ open: true, channels: [{ kind: "hq", member: true }] });
    expect(towns.filter(({ channels }) => channels.length > 0)).toHaveLength(21);
    expect(new Set(towns.map(({ open }) => open))).toEqual(new Set([false]));
    expect(towns[0]!.channels).toMatchObject([{ kind: "staff", member: false }]);
  });

  it("is found by a part of a name, by pinyin and by initials, with the places above", () => {
    const find = (typed: string) => channelsFound(someone("leader"), typed, ALL).rows;
    for (const typed of ["溪洋村", "洋村", "xiyangcun", "xyc"]) {
      const found = find(typed).find(({ name }) => name === "溪洋村");
      expect(found, typed).toMatchObject({ above: ["葛岭镇"], channels: [{ name: "溪洋村" }] });
    }
    expect(find("没有这里")).toEqual([]);
    const worker = someone("grid_worker");
    expect(channelsFound(worker, "cun", ALL).rows).toEqual([]);
  });

  it("keeps what is out of sight out of reach", () => {
    const worker = someone("grid_worker");
    const other = org.tree.nodes.find(
      (node) => node.level === "village" && !first(worker).some(({ id }) => id === node.id),
    )!;
    expect(() => channelTreePage(worker, other.id, ALL)).toThrow("没有你能看的频道");
  });
});
