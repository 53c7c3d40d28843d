import { describe, expect, it } from "vitest";
import { channelsOf } from "#domain/org/membership";
import { Org } from "#domain/org/org-index";
import { assignment, NOW, smallData, smallDataWith } from "../support/small-org.ts";

const org = new Org(smallData);
const names = (holders: { person: { name: string } }[]) => holders.map((h) => h.person.name);

describe("Org", () => {
  it("finds people and what they hold", () => {
    expect(org.byAccount("程指挥")?.id).toBe("程指挥");
    expect(org.assignmentsOf("徐网格", NOW).map((a) => a.post)).toEqual(["part_time", "grid_head"]);
    expect(org.assignmentsOf("生人", NOW)).toEqual([]);
    expect(names(org.holdersAt("e1a", NOW, ["grid_head", "grid_worker"]))).toEqual([
      "邱组长",
      "邱网格",
    ]);
  });

  it("knows who answers for a place, first choice first", () => {
    expect(names(org.responsibleAt("e1a", NOW))).toEqual(["邱网格", "邱组长"]);
    expect(names(org.responsibleAt("east", NOW))).toEqual(["东镇长", "程指挥"]);
    expect(org.responsibleAt("nowhere", NOW)).toEqual([]);
  });

  it("takes a change in like a picture made anew, and shares what stands still", () => {
    const one = assignment("生人", "grid_worker", "e1b");
    const ended = smallData.assignments.find(({ person }) => person === "邱网格")!;
    const moved = { id: ended.id, to: NOW };
    const after = org.with({ assignments: [one, moved] });
    const { assignments, nodes } = smallData;
    const anew = new Org({
      ...smallData,
      assignments: [...assignments.map((a) => (a === ended ? { ...a, to: NOW } : a)), one],
    });
    for (const { id } of nodes) expect(after.holdersAt(id, NOW)).toEqual(anew.holdersAt(id, NOW));
    for (const { id } of smallData.people) {
      expect(after.assignmentsOf(id, NOW)).toEqual(anew.assignmentsOf(id, NOW));
    }
    expect(after.data).toEqual(anew.data);
    expect([after.tree === org.tree, after.stretchOf(NOW) === org.stretchOf(NOW)]).toEqual([
      true,
      false,
    ]);
    const war = after.with({
      nodes: [
        { id: "e1", mode: "战" },
        { id: "e1", cutOffAt: NOW },
      ],
    });
    expect(war.tree.get("e1")).toEqual({ ...org.tree.get("e1"), mode: "战", cutOffAt: NOW });
    expect([war.tree.parent("e1a")?.mode, org.tree.get("e1")?.mode]).toEqual(["战", "平"]);
    expect(names(war.responsibleAt("e1a", NOW))).toEqual(["邱组长"]);
  });

  it("knows a person's channels until a post begins or ends, and of each picture its own", () => {
    const begins = assignment("生人", "grid_worker", "e1b", { from: NOW + 1000, to: NOW + 2000 });
    const later = org.with({ assignments: [begins] });
    const seats = (where: Org, now: number) => channelsOf("生人", where, now).length > 0;
    const times = [NOW, NOW + 1000, NOW + 2000, NOW + 1500, NOW];
    expect(times.map((now) => seats(later, now))).toEqual([false, true, false, true, false]);
    expect(times.map((now) => seats(org, now))).toEqual(Array(5).fill(false));
    expect(channelsOf("邱网格", org, NOW)).toBe(channelsOf("邱网格", org, NOW));
  });

  it("climbs to the next who answers, past levels that do not", () => {
    expect(org.responsibleAbove("e1a", NOW)).toMatchObject({ node: { id: "e1" } });
    expect(org.responsibleAbove("e1a-h17", NOW)).toMatchObject({ node: { id: "e1a" } });
    expect(org.responsibleAbove("p1", NOW)).toMatchObject({ node: { id: "east" } });
    expect(org.responsibleAbove("county", NOW)).toBeUndefined();
  });

  it("counts an assignment from its beginning up to its end", () => {
    const term = assignment("生人", "grid_worker", "e1b", { from: NOW, to: NOW + 1000 });
    const later = new Org(smallDataWith({ assignments: [term] }));
    const at = (now: number) => later.assignmentsOf("生人", now).length;
    expect([at(NOW - 1), at(NOW), at(NOW + 999), at(NOW + 1000)]).toEqual([0, 1, 1, 0]);
  });

  it.each([
    ["at the same post and place", {}, 1],
    ["at another place", { node: "e1b" }, 0],
    ["at a higher post", { post: "grid_head" }, 0],
    ["serving more", { serves: "county" }, 0],
    ["for nobody", { deputyFor: "nobody" }, 0],
    ["for themselves", { deputyFor: "d" }, 0],
  ])("a deputy stands in %s", (_, change, count) => {
    const deputy = {
      ...assignment("代班", "grid_worker", "e1a", { deputyFor: "邱网格:grid_worker" }),
      id: "d",
      ...change,
    };
    const acting = new Org(smallDataWith({ assignments: [deputy] }));
    expect(acting.assignmentsOf("代班", NOW)).toHaveLength(count);
    const flagged = acting.responsibleAt("e1a", NOW).filter((h) => h.deputy);
    expect(names(flagged)).toEqual(count ? ["代班"] : []);
  });
});
