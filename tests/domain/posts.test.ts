import { describe, expect, it } from "vitest";
import { Org } from "#domain/org/org-index";
import { actingPost, capsOf, holdsCap, postsWithCap } from "#domain/org/posts";
import { assignment, NOW, smallData, smallDataWith } from "../support/small-org.ts";

const org = new Org(smallData);

describe("posts", () => {
  it("adds up what a person's posts may do; full covers limited", () => {
    expect(capsOf("汪中心", org, NOW).get("O")).toBe("notice");
    const both = new Org(
      smallDataWith({ assignments: [assignment("汪中心", "leader", "county")] }),
    );
    expect(capsOf("汪中心", both, NOW).get("O")).toBe(true);
    expect(capsOf("生人", org, NOW).size).toBe(0);
    expect(holdsCap("程指挥", ["M", "V"], org, NOW)).toBe(true);
    expect(holdsCap("程指挥", ["M"], org, NOW)).toBe(false);
    expect(postsWithCap(["M"], org)).toEqual(["县领导", "镇街分管领导"]);
  });

  it("acts under the nearest post that reaches the node", () => {
    const many = new Org(
      smallDataWith({
        assignments: [
          assignment("东村书记", "leader", "county"),
          assignment("东村书记", "room", "east"),
        ],
      }),
    );
    const post = (cap: string, node: string) => actingPost("东村书记", cap, node, many, NOW)?.post;
    expect(post("K", "e1a")).toBe("village_head");
    expect(post("K", "e2a")).toBe("room");
    expect(post("K", "w1a")).toBe("leader");
    expect(post("G", "east")).toBeUndefined();
    expect(post("G", "e1a")).toBe("room");
    expect(post("X", "e1a")).toBeUndefined();
  });

  it("reaches from the area served, under a limit only from the own node", () => {
    expect(actingPost("陈教育", "K", "s1", org, NOW)?.post).toBe("officer");
    expect(actingPost("张所长", "C", "e1a", org, NOW)?.post).toBe("station_head");
    expect(actingPost("张所长", "V", "e1a", org, NOW)).toBeUndefined();
  });
});
