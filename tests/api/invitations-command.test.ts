import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listEventsOfType } from "#db/events";
import { loadProfile } from "#db/profiles";
import { entersByCode } from "#domain/org/invitations";
import { Org } from "#domain/org/org-index";
import { complete } from "#kernel/complete/complete";
import { platform } from "../../server/commands/platform.ts";
import { openTestKernel, type TestKernel } from "../support/kernel.ts";
import { assignment, node, person, smallDataWith } from "../support/small-org.ts";

/** Channel each of them writes from. */
const AT: Record<string, string> = {
  东村书记: "#东山村",
  徐村书记: "#徐村",
  程指挥: "#东山镇指挥室",
  余指挥: "#西岙乡指挥室",
  单元负责: "#东山镇",
  邱网格: "#东山一网格",
};

let k: TestKernel;
beforeAll(async () => {
  const namesakes = ["wang1", "wang2", "wang3"].map((account) => ({
    ...person(account),
    name: "王伟",
  }));
  const data = smallDataWith({
    nodes: [node("v1a", "school", "v1", "单元小学")],
    people: [
      ...namesakes,
      ...["兼村长", "两头跑", "走了的", "单元小学长", "升官的", "组员"].map(person),
    ],
    assignments: [
      assignment("wang1", "volunteer", "e1a"),
      assignment("wang2", "runner", "e1b"),
      assignment("wang3", "runner", "w1a"),
      assignment("兼村长", "grid_worker", "e1b"),
      assignment("兼村长", "village_head", "w1"),
      assignment("两头跑", "part_time", "e1b"),
      assignment("两头跑", "part_time", "e2a", { id: "两头跑:2" }),
      assignment("走了的", "grid_worker", "e1a", { to: 1 }),
      assignment("升官的", "grid_worker", "e1a", { to: 1 }),
      assignment("升官的", "centre", "county"),
      assignment("单元小学长", "school_head", "v1a"),
      assignment("组员", "school_head", "s1", { serves: "county" }),
    ],
  });
  k = await openTestKernel({ bots: [platform], data });
});
afterAll(() => k.stop());

/** `邱网格`, or the code of the refusal. */
async function asked(sender: string, line: string): Promise<string> {
  const reply = await k.say(sender, AT[sender]!, line);
  if (!reply.ok) return reply.error.code;
  return String(reply.result.invite ?? reply.result.revoke);
}

describe("邀请", () => {
  it.each([
    ["a village head", "her grid worker", "东村书记", "邱网格", "邱网格"],
    ["a village head", "a unit's head", "东村书记", "楼道长", "楼道长"],
    ["a village head", "a resident", "东村书记", "户主", "户主"],
    ["a village head", "a school in a grid", "东村书记", "小学", "小学"],
    ["a village head", "another village's worker", "东村书记", "徐网格", "not_found"],
    ["a village head", "another town's worker", "东村书记", "江网格", "not_found"],
    ["a village head", "herself", "东村书记", "东村书记", "bad_argument"],
    ["a village head", "the room above", "东村书记", "程指挥", "bad_argument"],
    ["a village head", "nobody", "东村书记", "查无此人", "not_found"],
    ["a village head", "somebody without a post", "东村书记", "生人", "not_found"],
    ["a village head", "somebody who left", "东村书记", "走了的", "not_found"],
    ["a room", "any grid worker of its town", "程指挥", "徐网格", "徐网格"],
    ["a room", "the head of a virtual unit", "程指挥", "单元负责", "单元负责"],
    ["a room", "a village head", "程指挥", "东村书记", "bad_argument"],
    ["a room", "the station", "程指挥", "张所长", "bad_argument"],
    ["a room", "another town's grid worker", "程指挥", "江网格", "not_found"],
    ["a virtual unit's head", "a school in it", "单元负责", "单元小学长", "单元小学长"],
    ["a virtual unit's head", "itself", "单元负责", "单元负责", "forbidden"],
    ["a grid worker", "a neighbour", "邱网格", "毛网格", "forbidden"],
    ["a grid worker", "nobody", "邱网格", "查无此人", "forbidden"],
  ])("lets %s invite %s or says why not", async (_, __, sender, whom, answer) => {
    expect(await asked(sender, `/邀请 ${whom}`)).toBe(answer);
  });

  it.each([
    ["post beyond the area", "东村书记", "两头跑", "forbidden"],
    ["less where both villages are below", "程指挥", "两头跑", "两头跑"],
    ["area served beyond one's own", "东村书记", "组员", "forbidden"],
    ["head of another village", "东村书记", "兼村长", "bad_argument"],
  ])("opens no %s, asked by %s", async (_, sender, whom, answer) => {
    expect(await asked(sender, `/邀请 ${whom}`)).toBe(answer);
  });

  it("says who is meant, where, and what to do", async () => {
    expect(await k.done("东村书记", "#东山村", "/邀请 邱网格")).toBe(
      "东山一网格 专职网格员 邱网格 的邀请码：请本人扫码登录，第一次扫码后30分钟内可再换两个浏览器，最多同时两台；丢了请点“收回邀请码”",
    );
    const refused = async (sender: string, line: string) => {
      const reply = await k.say(sender, AT[sender]!, line);
      return reply.ok ? "" : reply.error.message;
    };
    expect(await refused("程指挥", "/邀请 东村书记")).toBe(
      "东村书记是东山村 村书记，请用账号密码登录，不用邀请码",
    );
    expect(await refused("东村书记", "/邀请 邱网络")).toBe(
      "你的辖区里没有找到“邱网络”，是不是：邱网格；请写姓名或账号",
    );
    expect(await refused("邱网格", "/邀请 毛网格")).toBe(
      "你的岗位不能用 /邀请，能用的岗位：指挥室、村书记、单元负责人",
    );
    expect(await refused("东村书记", "/邀请 两头跑")).toContain("不在你的辖区，不能邀请两头跑");
  });

  it("numbers people of one name within reach, and takes the number", async () => {
    const reply = await k.say("东村书记", "#东山村", "/邀请 王伟");
    expect(reply).toMatchObject({
      ok: false,
      error: {
        code: "ambiguous",
        candidates: [
          { label: "东山一网格 志愿者 王伟（账号wang1）", text: "/邀请 wang1" },
          { label: "东山二网格 代办员 王伟（账号wang2）", text: "/邀请 wang2" },
        ],
      },
    });
    expect(await asked("东村书记", "2")).toBe("wang2");
    expect(await asked("余指挥", "/邀请 王伟")).toBe("wang3");
    expect(await asked("东村书记", "/邀请 ＷＡＮＧ１")).toBe("wang1");
  });

  it("takes a form as well as a line, and English", async () => {
    const form = { name: "invite", input: { person: "邱网格" } };
    const { kernel } = k;
    const channel = k.channel("#东山村");
    const structured = await kernel.perform("东村书记", { cid: "form-1", channel, ...form });
    expect(structured).toMatchObject({ ok: true, result: { invite: "邱网格" } });
    expect(await asked("东村书记", "/invite 邱网格")).toBe("邱网格");
    expect(await asked("东村书记", "/revoke-invitation 邱网格")).toBe("邱网格");
    expect(await asked("东村书记", "/收回邀请 邱网格")).toBe("邱网格");
  });

  it("completes names by pinyin, of one's own area only", async () => {
    const offered = async (sender: string, text: string) => {
      const channel = k.channel(AT[sender]!);
      const { options } = await complete(k.kernel, sender, { text, cursor: text.length, channel });
      return options.map(({ insert }) => insert).sort();
    };
    expect(await offered("东村书记", "/邀请 qiu")).toEqual(["邱组长", "邱网格"]);
    expect(await offered("东村书记", "/邀请 王")).toEqual(["wang1", "wang2"]);
    expect(await offered("东村书记", "/邀请 徐")).toEqual([]);
    expect(await offered("东村书记", "/邀请 东")).toEqual([]);
  });
});

describe("撤销邀请", () => {
  it.each([
    ["her grid worker's", "东村书记", "邱网格", "邱网格"],
    ["those of one who left", "东村书记", "走了的", "走了的"],
    ["those from before a promotion", "东村书记", "升官的", "升官的"],
    ["another village's", "东村书记", "徐网格", "not_found"],
    ["a village head's", "程指挥", "东村书记", "bad_argument"],
    ["a neighbour's", "邱网格", "毛网格", "forbidden"],
  ])("takes back %s or says why not", async (_, sender, whom, answer) => {
    expect(await asked(sender, `/撤销邀请 ${whom}`)).toBe(answer);
  });
});

it("records who did it under which post, and ids only", async () => {
  const before = await listEventsOfType(k.kernel.read, "invitation.issued");
  await k.done("东村书记", "#东山村", "/邀请 毛网格");
  await k.done("东村书记", "#东山村", "/撤销邀请 毛网格");
  await asked("东村书记", "/邀请 徐网格");
  const issued = await listEventsOfType(k.kernel.read, "invitation.issued");
  const [revoked] = await listEventsOfType(k.kernel.read, "invitation.revoked");
  expect(issued).toHaveLength(before.length + 1);
  const fact = {
    person: "东村书记",
    post: "village_head",
    node: "e1b",
    data: { person: "毛网格" },
  };
  expect(issued[0]).toMatchObject(fact);
  expect(revoked).toMatchObject(fact);
});

describe("who comes in by a code, in every county", () => {
  it.each([
    ["kaihua", "grid household"],
    ["yongtai", "base_grid work_grid household institution"],
    ["wuyi", "grid group estate unit corridor household firm"],
    ["yueqing", "grid micro virtual_unit checkpoint"],
    ["fuyang", "estate grid household cluster firm"],
  ])("%s: %s", (key, levels) => {
    const profile = loadProfile(key);
    const root = node("root", profile.levels[0]!.key, null, profile.name);
    const org = new Org({ profile, nodes: [root], people: [], assignments: [] });
    const byCode = profile.levels.filter((level) =>
      entersByCode(node("x", level.key, "root", "x"), org),
    );
    expect(byCode.map((level) => level.key).join(" ")).toBe(levels);
  });
});
