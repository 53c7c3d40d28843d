import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Post, type Profile } from "#contract/profile";
import type { Channel } from "#domain/org/channels";
import { deriveChannels } from "#domain/org/channels";
import type { Assignment } from "#domain/org/org";
import { Org } from "#domain/org/org-index";
import { type Action, can, type Target } from "#domain/rights/rights";
import {
  assignment,
  NOW,
  person,
  smallData,
  smallDataWith,
  smallProfile,
} from "../support/small-org.ts";

const org = new Org(smallData);
const ask = (who: string, action: Action, target: Target, where = org) =>
  can({ person: who, org: where, now: NOW }, action, target);

/** Nodes by their relation from 东山村 (e1), where the tester sits. */
const NODES = {
  SELF: "e1",
  CHILD: "e1a",
  DESC: "e1a-1",
  PARENT: "east",
  ANC: "county",
  SIB: "e2",
  OTHER: "w1",
};
const RELATIONS = Object.keys(NODES) as (keyof typeof NODES)[];

/** The small county with a 测试岗 that holds just these caps, at 东山村. */
function tester(caps: Post["caps"], more: Partial<Assignment> = {}): Org {
  const post = Post.parse({ key: "tester", zh: "测试岗", en: "tester", levels: ["village"], caps });
  const profile: Profile = { ...smallProfile, posts: [...smallProfile.posts, post] };
  const held = assignment("测试", "tester", "e1", more);
  const data = smallDataWith({ people: [person("测试")], assignments: [held] });
  return new Org({ ...data, profile });
}
const line = (where: Org, action: Action, target: (node: string) => Target) =>
  RELATIONS.map((r) => (ask("测试", action, target(NODES[r]), where).ok ? "y" : "-")).join(" ");

describe("SPEC §6, row by row: SELF CHILD DESC PARENT ANC SIB OTHER", () => {
  const at = (node: string): Target => ({ node });
  const reply = { by: "某人", enteredBy: null };
  it.each<[Action, string, Post["caps"], (node: string) => Target, string]>([
    ["issue", "K", { K: true }, (node) => ({ cap: "K", nodes: [node] }), "y y y - - - -"],
    ["issue", "O", { O: true }, (node) => ({ cap: "O", nodes: [node] }), "y y y - - - -"],
    ["issue", "K own", { K: "own" }, (node) => ({ cap: "K", nodes: [node] }), "y y y - - - -"],
    ["issue", "O draft", { O: "draft" }, (node) => ({ cap: "O", nodes: [node] }), "y y y - - - -"],
    ["issue", "other cap", { O: true }, (node) => ({ cap: "K", nodes: [node] }), "- - - - - - -"],
    ["issue", "gated, direct", { K: "gated" }, (n) => ({ cap: "K", nodes: [n] }), "- - - - - - -"],
    [
      "issue",
      "gated, by the room",
      { K: "gated" },
      (n) => ({ cap: "K", nodes: [n], route: "via_room" }),
      "y y y - - - -",
    ],
    [
      "issue",
      "one out of reach",
      { K: true },
      (n) => ({ cap: "K", nodes: ["e1", n] }),
      "y y y - - - -",
    ],
    ["dispatch", "D", { D: true }, at, "y y y - - - -"],
    ["excuse", "D", { D: true }, at, "y y y - - - -"],
    ["excuse", "no D", { K: true }, at, "- - - - - - -"],
    ["mode", "M", { M: true }, at, "y y y - - - -"],
    ["nudge", "S", { S: true }, at, "y y y - - - -"],
    ["nudge", "none", { C: true }, at, "- - - - - - -"],
    ["use", "G", { G: true }, (node) => ({ cap: "G", node }), "y y y - - - -"],
    ["use", "G below", { G: "below" }, (node) => ({ cap: "G", node }), "- y y - - - -"],
    ["use", "J register", { J: "register" }, (node) => ({ cap: "J", node }), "- - - - - - -"],
    [
      "use",
      "J register, logging",
      { J: "register" },
      (node) => ({ cap: "J", node, limit: "register" }),
      "y y y - - - -",
    ],
    ["export", "F", { F: true }, at, "y y y - - - -"],
    ["reply", "R proxy", { R: "proxy" }, at, "- y y - - - -"],
    ["reply", "R, no responsible post", { R: true }, at, "- - - - - - -"],
    ["verify", "V, not the room", { V: true }, (node) => ({ node, reply }), "y y - - - - -"],
    ["verify", "V below", { V: "below" }, (node) => ({ node, reply }), "- y - - - - -"],
    ["verify", "no V", { K: true }, (node) => ({ node, reply }), "- - - - - - -"],
    ["verify", "reply unknown", { V: true }, at, "- - - - - - -"],
    ["return", "V", { V: true }, at, "y y - - - - -"],
    ["submit", "U", { U: true }, at, "y y - - - - -"],
    ["see_targets", "staff", { C: true }, at, "y y y - - - -"],
    ["see_board", "staff", { C: true }, at, "y y y - - - -"],
    ["see_totals", "staff", { C: true }, at, "y y y y y - -"],
    ["see_item", "staff", { C: true }, (node) => ({ nodes: [node] }), "y y y y y - -"],
    ["see_item", "an issuer", { C: true }, (issuer) => ({ issuer }), "y y y - - - -"],
    ["see_item", "a shift-taker", { Y: true }, (node) => ({ nodes: [node] }), "- - - - - - -"],
    ["see_targets", "an auditor", { X: "read" }, at, "- - - - - - -"],
    ["read_directory", "staff", { C: true }, at, "y y y y y y -"],
    ["read_directory", "a volunteer", { Y: true }, at, "y - - y y - -"],
    ["see_households", "no grid post", { N: true, F: true }, at, "- - - - - - -"],
    ["amend", "K", { K: true }, (issuer) => ({ cap: "K", issuer }), "y y y - - - -"],
    ["close", "K draft", { K: "draft" }, (issuer) => ({ cap: "K", issuer }), "- - - - - - -"],
    ["close", "K gated", { K: "gated" }, (issuer) => ({ cap: "K", issuer }), "y - - - - - -"],
    [
      "amend",
      "D, the town's targets",
      { D: true },
      (node) => ({ cap: "K", issuer: "county", nodes: [node] }),
      "y y y - - - -",
    ],
  ])("%s · %s", (action, _, caps, target, expected) => {
    expect(line(tester(caps), action, target)).toBe(expected);
  });

  const channel = (kind: Channel["kind"]) => (node: string) => ({
    channel: { id: `${kind}:${node}`, kind, node },
  });
  it.each<[Action, Channel["kind"], string]>([
    ["read_channel", "staff", "y y y y - - -"],
    ["post_channel", "staff", "y - - y - - -"],
    ["read_channel", "room", "- y y - - - -"],
    ["post_channel", "room", "- - - - - - -"],
    ["read_channel", "hq", "- y y - - - -"],
    ["read_channel", "resident", "- - - - - - -"],
    ["post_channel", "industry", "- - - - - - -"],
  ])("%s · %s (its PARENT, the town, seats its whole subtree)", (action, kind, expected) => {
    expect(line(tester({ C: true }), action, channel(kind))).toBe(expected);
  });
});

describe("channels", () => {
  const channels = new Map(deriveChannels(org, NOW).map((c) => [c.id, c]));
  const verdict = (who: string, action: Action, id: string) =>
    ask(who, action, { channel: channels.get(id)! });

  it.each<[string, Action, string, boolean]>([
    ["程指挥", "post_channel", "staff:e1a", true],
    ["程指挥", "post_channel", "staff:e1", false],
    ["东镇长", "post_channel", "staff:e1a", false],
    ["余指挥", "read_channel", "staff:e1a", false],
    ["江网格", "read_channel", "staff:w1b", false],
    ["邱网格", "post_channel", "staff:e1", true],
    ["邱网格", "read_channel", "hq:county", false],
    ["徐督查", "read_channel", "hq:county", false],
    ["方县长", "read_channel", "room:east", true],
    ["张所长", "post_channel", "staff:east", true],
    ["张所长", "read_channel", "staff:e1", false],
    ["陈教育", "read_channel", "staff:east", false],
    ["陈教育", "post_channel", "industry:教育", true],
    ["户主", "read_channel", "resident:e1a", true],
    ["户主", "read_channel", "staff:e1a", false],
    ["户主", "read_channel", "resident:e1b", false],
    ["志愿", "read_channel", "staff:e1a", false],
    ["志愿", "read_channel", "resident:e1a", false],
    ["方县长", "read_channel", "resident:e1a", false],
    ["毛网格", "read_channel", "resident:e1a", false],
    ["生人", "read_channel", "staff:e1a", false],
  ])("%s %s %s: %s", (who, action, id, ok) => {
    expect(verdict(who, action, id).ok).toBe(ok);
  });

  it("shows the room as 指挥室, records opening far below, lets residents only read", () => {
    expect(verdict("程指挥", "post_channel", "staff:e1a")).toMatchObject({ as: "指挥室" });
    expect(verdict("方县长", "read_channel", "staff:e1a")).toMatchObject({ audited: true });
    expect(verdict("户主", "post_channel", "resident:e1a")).toMatchObject({ reason: "read_only" });
  });

  it("keeps incidents and conversations to their members", () => {
    const incident = {
      channel: { id: "x", kind: "incident", node: "e1" },
      members: new Set(["邱网格"]),
    };
    expect(ask("邱网格", "read_channel", incident).ok).toBe(true);
    expect(ask("东村书记", "read_channel", incident).ok).toBe(false);
    const talk = { channel: { id: "b", kind: "bot", node: null, person: "邱网格" } };
    expect(ask("邱网格", "post_channel", talk).ok).toBe(true);
    expect(ask("方县长", "read_channel", talk).ok).toBe(false);
    expect(ask("方县长", "see_item", { nodes: ["e1"], members: new Set(["邱网格"]) }).ok).toBe(
      false,
    );
  });
});

describe("replies", () => {
  it.each<[string, Target, string | undefined]>([
    ["邱网格", { node: "e1a" }, "holder"],
    ["邱组长", { node: "e1a" }, "holder"],
    ["跑腿", { node: "e1a" }, undefined],
    ["毛网格", { node: "e1a" }, undefined],
    ["东村书记", { node: "e1" }, "holder"],
    ["东村书记", { node: "e1a" }, "代"],
    ["徐村书记", { node: "e1a" }, undefined],
    ["程指挥", { node: "e1a" }, "代"],
    ["东镇长", { node: "e1a" }, undefined],
    ["汪中心", { node: "e1a" }, undefined],
    ["张所长", { node: "p1" }, "holder"],
    ["小学", { node: "s1" }, "holder"],
  ])("%s for %o: %s", (who, target, expected) => {
    const verdict = ask(who, "reply", target);
    expect(verdict.ok ? (verdict.as ?? "holder") : undefined).toBe(expected);
  });

  it.each<[string, string, string | undefined]>([
    ["汪中心", "east", "代"],
    ["汪中心", "e1a", "代"],
    ["汪中心", "w1a", undefined],
    ["方县长", "east", undefined],
    ["程指挥", "e1a", "代"],
    ["程指挥", "w1a", undefined],
  ])("with 东山镇 out of contact: %s for %s: %s", (who, node, expected) => {
    const nodes = smallData.nodes.map((n) => (n.id === "east" ? { ...n, cutOffAt: NOW } : n));
    const verdict = ask(who, "reply", { node }, new Org({ ...smallData, nodes }));
    expect(verdict.ok ? (verdict.as ?? "holder") : undefined).toBe(expected);
  });

  it.each<[string, string, boolean]>([
    ["程指挥", "e1a", true],
    ["东村书记", "e1a", true],
    ["汪中心", "east", true],
    ["汪中心", "e1a", true],
    ["邱网格", "e1a", false],
    ["程指挥", "east", false],
    ["东镇长", "e1a", false],
    ["方县长", "east", false],
    ["徐村书记", "e1a", false],
  ])("%s may log a call to %s: %s", (who, node, ok) => {
    expect(ask(who, "call", { node }).ok).toBe(ok);
  });

  it("only the county centre declares a town out of contact", () => {
    expect(ask("汪中心", "cut_off", { node: "east" }).ok).toBe(true);
    expect(ask("方县长", "cut_off", { node: "east" })).toMatchObject({ who: ["县综合指挥中心"] });
    expect(ask("程指挥", "cut_off", { node: "east" }).ok).toBe(false);
  });

  it("are never reviewed by who gave or keyed them, but as 自核 where the room is alone", () => {
    const by = (who: string | null, enteredBy: string | null = null): Target => ({
      node: "e1a",
      reply: { by: who, enteredBy },
    });
    expect(ask("程指挥", "verify", by("邱网格"))).toMatchObject({ ok: true });
    expect(ask("程指挥", "verify", by("程指挥"))).toMatchObject({ reason: "own_reply" });
    expect(ask("程指挥", "verify", by("邱网格", "程指挥"))).toMatchObject({ ok: true, as: "自核" });
    const two = new Org(smallDataWith({ assignments: [assignment("生人", "room", "east")] }));
    const entered = by("邱网格", "程指挥");
    expect(ask("程指挥", "verify", entered, two)).toMatchObject({ reason: "own_reply" });
    expect(ask("生人", "verify", entered, two)).toMatchObject({ ok: true });
    const alone = { ...entered, onDuty: new Set(["程指挥"]) };
    expect(ask("程指挥", "verify", alone, two)).toMatchObject({ ok: true, as: "自核" });
  });

  it("may be reviewed by the issuer: returned from anywhere, verified in an own area", () => {
    const of = (issuedBy: string, issuer: string): Target => ({
      node: "e1a",
      reply: { by: "邱网格", enteredBy: null },
      issuedBy,
      issuer,
    });
    expect(ask("东村书记", "verify", of("东村书记", "e1")).ok).toBe(true);
    expect(ask("东村书记", "verify", of("程指挥", "east")).ok).toBe(false);
    expect(ask("汪中心", "return", of("汪中心", "county")).ok).toBe(true);
    expect(ask("汪中心", "verify", of("汪中心", "county")).ok).toBe(false);
    expect(ask("程指挥", "submit", { node: "east" }).ok).toBe(true);
    expect(ask("余指挥", "submit", { node: "east" }).ok).toBe(false);
  });
});

describe("departments, households, audit", () => {
  const schools = { cap: "K", nodes: ["s1", "s2"] };
  it("a department works through the rooms, directly only in its own industry", () => {
    expect(ask("陈教育", "issue", schools)).toMatchObject({ reason: "limited" });
    expect(ask("陈教育", "issue", { ...schools, industry: "教育" }).ok).toBe(true);
    expect(ask("陈教育", "issue", { ...schools, industry: "商贸" }).ok).toBe(false);
    const mixed = { cap: "K", nodes: ["s1", "e1a"], industry: "教育" };
    expect(ask("陈教育", "issue", mixed).ok).toBe(false);
    expect(ask("陈教育", "issue", { cap: "K", nodes: ["e1a"], route: "via_room" }).ok).toBe(true);
  });

  it("a department sees rows of its own matters only", () => {
    expect(ask("陈教育", "see_targets", { node: "e1a", issuer: "edu" }).ok).toBe(true);
    expect(ask("陈教育", "see_targets", { node: "e1a", issuer: "county" }).ok).toBe(false);
    expect(ask("陈教育", "close", { cap: "K", issuer: "edu" }).ok).toBe(true);
    expect(ask("陈教育", "close", { cap: "K", issuer: "county" }).ok).toBe(false);
    expect(ask("汪中心", "close", { cap: "K", issuer: "edu" }).ok).toBe(true);
  });

  it.each<[string, Target, boolean]>([
    ["邱网格", { node: "e1a-h17" }, true],
    ["东村书记", { node: "e1a" }, true],
    ["程指挥", { node: "e1a" }, true],
    ["户主", { node: "e1a-h17" }, true],
    ["户主", { node: "e1a" }, false],
    ["毛网格", { node: "e1a" }, false],
    ["余指挥", { node: "e1a" }, false],
    ["东镇长", { node: "e1a" }, false],
    ["汪中心", { node: "e1a" }, false],
    ["汪中心", { node: "e1a", reason: "核查返乡人员" }, true],
    ["汪中心", { node: "e1a", reason: "  " }, false],
    ["陈教育", { node: "e1a", reason: "核查" }, false],
    ["管理员", { node: "e1a", reason: "核查" }, false],
    ["叶代办", { node: "e1a" }, false],
  ])("household rows for %s at %o: %s", (who, target, ok) => {
    expect(ask(who, "see_households", target).ok).toBe(ok);
  });

  it.each<[string, Target, boolean]>([
    ["邱网格", { node: "e1a", issuedBy: "邱组长" }, true],
    ["东村书记", { node: "e1a", issuedBy: "邱网格" }, true],
    ["程指挥", { node: "e1a", issuedBy: "邱网格" }, true],
    // Who wrote it, wherever that was.
    ["毛网格", { node: "e1a", issuedBy: "毛网格" }, true],
    ["毛网格", { issuedBy: "毛网格" }, false],
    ["毛网格", { node: "e1a", issuedBy: "邱网格" }, false],
    ["汪中心", { node: "e1a", issuedBy: "邱网格" }, false],
    ["汪中心", { node: "e1a", issuedBy: "邱网格", reason: "走失老人" }, true],
    ["余指挥", { node: "e1a", issuedBy: "邱网格" }, false],
    ["管理员", { node: "e1a", issuedBy: "邱网格", reason: "核查" }, false],
  ])("a controlled phone for %s at %o: %s", (who, target, ok) => {
    expect(ask(who, "see_phone", target).ok).toBe(ok);
  });

  it("the auditor and the administrator read the audit, everyone their own actions", () => {
    expect(ask("审计", "audit", { about: "邱网格" }).ok).toBe(true);
    expect(ask("管理员", "audit", {}).ok).toBe(true);
    expect(ask("邱网格", "audit", { about: "邱网格" }).ok).toBe(true);
    expect(ask("方县长", "audit", { about: "邱网格" }).ok).toBe(false);
  });
});

describe("the answer", () => {
  it("names the nearest post acted under, and who may where one may not", () => {
    const many = new Org(
      smallDataWith({ assignments: [assignment("东村书记", "leader", "county")] }),
    );
    const issue = (node: string) => ask("东村书记", "issue", { cap: "K", nodes: [node] }, many);
    expect(issue("e1a")).toMatchObject({ assignment: { post: "village_head" } });
    expect(issue("w1a")).toMatchObject({ assignment: { post: "leader" } });
    expect(ask("何组员", "issue", { cap: "O", nodes: ["e1"] })).toMatchObject({ as: "draft" });
    expect(ask("汪中心", "issue", { cap: "O", nodes: ["e1"] })).toMatchObject({
      reason: "limited",
      who: ["县领导", "镇街分管领导"],
    });
    expect(ask("汪中心", "issue", { cap: "O", nodes: ["e1"], limit: "notice" }).ok).toBe(true);
    expect(ask("邱网格", "mode", { node: "e1a" })).toEqual({
      ok: false,
      reason: "no_cap",
      who: ["县领导", "镇街分管领导"],
    });
    expect(ask("毛网格", "reply", { node: "e1a" })).toMatchObject({
      who: ["专职网格员", "网格长"],
    });
  });

  it("lets a deputy do what the absent holder may, and no more", () => {
    const deputy = assignment("代班", "room", "east", { deputyFor: "程指挥:room" });
    const acting = new Org(smallDataWith({ assignments: [deputy] }));
    expect(ask("代班", "dispatch", { node: "e1a" }, acting).ok).toBe(true);
    expect(ask("代班", "dispatch", { node: "w1a" }, acting).ok).toBe(false);
    const wider = new Org(
      smallDataWith({ assignments: [{ ...deputy, post: "leader", node: "county" }] }),
    );
    expect(ask("代班", "mode", { node: "e1a" }, wider)).toMatchObject({ reason: "no_post" });
  });
});

describe("for every question", () => {
  const ACTIONS: Action[] = [
    "read_channel",
    "post_channel",
    "issue",
    "dispatch",
    "excuse",
    "mode",
    "nudge",
    "use",
    "amend",
    "close",
    "reply",
    "verify",
    "return",
    "submit",
    "see_item",
    "see_targets",
    "see_board",
    "see_totals",
    "see_households",
    "see_phone",
    "read_directory",
    "export",
    "audit",
  ];
  const nodeId = fc.constantFrom(...smallData.nodes.map((n) => n.id));
  const who = fc.constantFrom(...smallData.people.map((p) => p.id));
  const question = fc.record<Target>(
    {
      node: nodeId,
      nodes: fc.array(nodeId, { maxLength: 3 }),
      channel: fc.constantFrom(...deriveChannels(org, NOW)),
      cap: fc.constantFrom(..."OKSDRVUGFNX"),
      issuer: nodeId,
      issuedBy: who,
      reply: fc.record({ by: who, enteredBy: fc.option(who) }),
      reason: fc.constantFrom("", "核查"),
      route: fc.constantFrom("via_room", "auto"),
    },
    { requiredKeys: [] },
  );
  const asked = fc.tuple(who, fc.constantFrom(...ACTIONS), question);

  it("taking an assignment away never adds a right of its holder", () => {
    const index = fc.nat(smallData.assignments.length - 1);
    fc.assert(
      fc.property(asked, index, ([, action, target], i) => {
        const gone = smallData.assignments[i]!;
        const fewer = new Org({
          ...smallData,
          assignments: smallData.assignments.filter((a) => a !== gone),
        });
        const after = ask(gone.person, action, target, fewer);
        // 自核 is the one right that others' absence gives (SPEC §1.8); the holder is not another.
        if (after.ok) expect(ask(gone.person, action, target).ok).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("an unknown node, person or a missing object denies", () => {
    fc.assert(
      fc.property(asked, ([person, action, target]) => {
        expect(ask(person, action, { ...target, node: "nowhere" }).ok).toBe(false);
        expect(ask("nobody", action, target).ok).toBe(false);
        if (action !== "audit" && !(action === "see_item")) {
          expect(ask(person, action, {}).ok).toBe(false);
        }
      }),
    );
  });

  it("an allowed act names a live assignment of the person", () => {
    fc.assert(
      fc.property(asked, ([person, action, target]) => {
        const verdict = ask(person, action, target);
        if (verdict.ok) expect(org.assignmentsOf(person, NOW)).toContain(verdict.assignment);
        else expect(verdict.who).toEqual(expect.any(Array));
      }),
    );
  });
});
