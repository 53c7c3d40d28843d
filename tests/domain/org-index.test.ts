import { describe, expect, it } from "vitest";
import { Org } from "#domain/org-index";
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
