import { describe, expect, it } from "vitest";
import { Profile } from "#contract/profile";
import { type Channel, channelsNamed, deriveChannels, servingChannel } from "#domain/org/channels";
import { channelsOf, members } from "#domain/org/membership";
import { Org } from "#domain/org/org-index";
import { NOW, smallData } from "../support/small-org.ts";

const org = new Org(smallData);
const channels = deriveChannels(org, NOW);
const named = (name: string): Channel => {
  const [channel] = channelsNamed(name, channels);
  if (!channel) throw new Error(`no channel ${name}`);
  return channel;
};
const inside = (name: string) => [...members(named(name), org, NOW)].sort();

describe("deriveChannels", () => {
  it("makes them all, once, with stable ids", () => {
    const count = (kind: string) => channels.filter((c) => c.kind === kind).length;
    expect(["hq", "room", "staff", "resident", "industry"].map(count)).toEqual([
      1,
      3,
      3 + 3 + 1 + 5,
      5,
      1,
    ]);
    expect(new Set(channels.map((c) => c.id)).size).toBe(channels.length);
    expect(deriveChannels(new Org(smallData), NOW)).toEqual(channels);
  });

  it.each([
    ["岭县指挥部", "hq:county"],
    ["#东山镇指挥室", "room:east"],
    ["东山镇", "staff:east"],
    ["徐村", "staff:e2"],
    ["西岙社区", "staff:w1"],
    ["东山一网格·住户", "resident:e1a"],
    ["行业·教育", "industry:教育"],
  ])("calls %s %s", (name, id) => {
    expect(named(name).id).toBe(id);
  });
});

describe("members", () => {
  it.each([
    ["岭县指挥部", ["何组员", "方县长", "汪中心"]],
    ["东山镇指挥室", ["东镇长", "程指挥"]],
    ["东山村", ["东村书记", "毛网格", "邱组长", "邱网格"]],
    // `children`: the unit head inherits the grid's channel; volunteers and residents stay outside.
    ["东山一网格", ["楼道长", "跑腿", "邱组长", "邱网格"]],
    ["西岙乡", ["余指挥", "江网格", "码头网格员", "西书记", "西镇长"]],
    ["东山一网格·住户", ["东村书记", "户主", "程指挥", "邱组长", "邱网格"]],
    ["行业·教育", ["二小", "小学", "陈教育"]],
  ])("of %s", (name, people) => {
    expect(inside(name)).toEqual([...people].sort());
  });

  it("agrees with the channels of each person", () => {
    for (const { id } of smallData.people) {
      const mine = channels.filter((c) => members(c, org, NOW).has(id)).map((c) => c.id);
      expect(
        channelsOf(id, org, NOW)
          .map((c) => c.id)
          .sort(),
      ).toEqual(mine.sort());
    }
  });
});

describe("servingChannel", () => {
  it.each([
    ["county", "hq:county", false],
    ["east", "room:east", false],
    ["e1a", "staff:e1a", false],
    ["e1a-1", "staff:e1a", true],
    ["s1", "industry:教育", true],
    ["p1", null, true],
    ["nowhere", null, true],
  ])("%s is served in %s, direct %s", (node, id, direct) => {
    expect(servingChannel(node, org)).toEqual({ id, direct });
  });

  it("uses the town's own channel where the room has none", () => {
    const profile = Profile.parse({
      ...smallData.profile,
      room: { ...smallData.profile.room, channel: "inherit" },
    });
    const flat = new Org({ ...smallData, profile });
    expect(servingChannel("east", flat)).toEqual({ id: "staff:east", direct: false });
    expect(deriveChannels(flat, NOW).filter((c) => c.kind === "room")).toEqual([]);
  });
});
