import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Refusal } from "#contract/errors";
import { route } from "#kernel/args/read-input";
import { lookingContext } from "#kernel/complete/looking-context";
import type { Command } from "#kernel/define-command";
import { bots } from "../../server/bots.ts";
import { openTestKernel, type TestKernel } from "../support/kernel.ts";

let k: TestKernel;
beforeAll(async () => {
  k = await openTestKernel({ bots, fixture: "kaihua-day", at: "2020-01-27 09:00" });
});
afterAll(() => k.stop());

/** Who says it decides where a verb is shared: a room submits, a grid replies. */
const SAID: Record<string, [who: string, channel: string]> = {
  room: ["程立", "#杨林镇指挥室"],
  grid: ["邱实", "#王家边网格"],
};

const VERBS: [who: keyof typeof SAID, command: string, lines: string[]][] = [
  [
    "grid",
    "ack",
    [
      "/收到",
      "／收到",
      "、收到",
      "/ 收到",
      "/签收 令17",
      "/响应 令17",
      "/收悉",
      "/ack 令17",
      "/ACK",
      "/已收到 令17",
      "/收到了",
      "/确认收到 令17",
      "/代签 令17 代=王家边网格 渠道=电话",
      "/签收：令17",
    ],
  ],
  [
    "grid",
    "report",
    [
      "/报 6 0 0",
      "/报6 0 0",
      "/报：6 0 0",
      "/报 T0127-01 6",
      "/报 在册=6",
      "/上报 6 0 0",
      "/上报 T0127-01 6 0 0",
      "/上报 T0127-01",
      "/上报",
      "/代报 T0127-01 6 代=王家边网格 渠道=电话",
      "/填报 6",
      "/报送 6 0 0",
      "/补报 T0127-01 6",
      "/改报 T0127-01 7",
      "/重报 7",
      "/report 6",
      "/报 无",
      "/报 零报告",
      "/报 全部",
      "/报 未联系上 原因=关机",
      "/报 18号令",
    ],
  ],
  [
    "room",
    "report",
    [
      "/报 T0127-01 6 0 0",
      "/上报 T0127-01 在册=6",
      "/代报 T0127-01 6 代=王家边网格 渠道=电话",
      "/报 6",
      "/报 01",
    ],
  ],
  [
    "room",
    "submit",
    [
      "/上报 T0127-01",
      "/报 T0127-01",
      "/报 T012701",
      "/上报 任务1号",
      "/报 专项320",
      "/submit T0127-01",
      "/报送 T0127-01",
      "/续报 T0127-01",
      "/终报 T0127-01",
      "/上报 T0127-01 部分=是",
      "/填报 T0127-01",
    ],
  ],
  [
    "room",
    "nudge",
    [
      "/催 T0127-01",
      "/催T0127-01",
      "/催办 T0127-01",
      "/催报 T0127-01",
      "/催签 令17",
      "/催促 T0127-01",
      "/提醒 T0127-01",
      "/nudge T0127-01",
      "/催",
    ],
  ],
  [
    "room",
    "close",
    [
      "/结案 T0127-01 原因=完成",
      "/办结 T0127-01 原因=完成",
      "/了结 T0127-01",
      "/销号 T0127-01",
      "/close T0127-01",
    ],
  ],
  [
    "room",
    "dispatch",
    ["/下达 T0127-01", "/交办 T0127-01", "/转办 T0127-01", "/派发 T0127-01", "/dispatch T0127-01"],
  ],
  [
    "room",
    "verify",
    [
      "/核实 T0127-01 全部",
      "/审核 T0127-01 全部",
      "/核对 T0127-01 全部",
      "/核准 T0127-01 全部",
      "/verify T0127-01 全部",
    ],
  ],
  [
    "room",
    "return",
    ["/退回 T0127-01 王家边网格 原因=漏报", "/打回 T0127-01", "/驳回 T0127-01", "/return T0127-01"],
  ],
  ["room", "excuse", ["/免报 T0127-01", "/免填 T0127-01", "/不用报 T0127-01", "/excuse T0127-01"]],
  [
    "room",
    "task",
    [
      "/任务 摸排",
      "/发任务 摸排",
      "/布置 摸排",
      "/布置任务 摸排",
      "/task 摸排",
      "／任务 摸排",
      "、任务 摸排",
    ],
  ],
  ["room", "special", ["/专项 摸排", "/专项任务 摸排", "/special 摸排"]],
  ["room", "order", ["/指挥令 到岗", "/发令 到岗", "/下令 到岗", "/命令 到岗", "/order 到岗"]],
  ["room", "notice", ["/通告 停电", "/公告 停电", "/发通告 停电", "/notice 停电"]],
  ["room", "revoke", ["/撤令 令17", "/废止 令17", "/作废 令17", "/撤销令 令17", "/revoke 令17"]],
  ["room", "tally", ["/汇总 T0127-01", "/统计 T0127-01", "/进度 T0127-01", "/tally T0127-01"]],
  ["room", "mode", ["/平战 战", "/平战转换 战时", "/切换平战 转战", "/mode 战"]],
  ["grid", "difficulty", ["/困难 人手不够", "/有困难 人手不够", "/报困难 人手不够"]],
  ["grid", "who", ["/找 石门", "/找人 石门", "/查人 石门", "/电话 石门", "/通讯录 石门"]],
  ["grid", "undo", ["/撤回", "/撤销", "/undo"]],
  ["grid", "help", ["/帮助", "/?", "/？", "/help 平战"]],
];

async function routed(who: keyof typeof SAID, line: string): Promise<string> {
  const [account, channel] = SAID[who]!;
  const person = k.kernel.org().byAccount(account)!.id;
  return (await route(await lookingContext(k.kernel, person, k.channel(channel)), line)).key;
}

describe("people do not say our verbs (SPEC 1.2)", () => {
  const rows = VERBS.flatMap(([who, key, lines]) => lines.map((line) => [who, line, key] as const));
  it("in more than a hundred lines", () => expect(rows.length).toBeGreaterThan(100));
  it.each(rows)("%s: %s is %s", async (who, line, key) =>
    expect(await routed(who, line)).toBe(key),
  );

  it.each(["/收条", "/报告会", "/催眠", "/下", "/撤", "/令17", "/x"])(
    "%s is none",
    async (line) => {
      await expect(routed("grid", line)).rejects.toThrow(Refusal);
    },
  );
});

describe("values by another word or an unmistakable beginning", () => {
  it.each([
    ["/平战 战时 下庄村 原因=演练", "战"],
    ["/平战 转战 下庄村 原因=演练", "战"],
    ["/平战 进入战时 范围=下庄村 原因=演练", "战"],
    ["/平战 战 范围=下庄村 原因=演练", "战"],
    ["/平战 平战=战时 范围=下庄村 原因=演练", "战"],
    ["/平战 平时 范围=杨林村 原因=演练", "平"],
    ["/平战 恢复平时 杨林村 原因=演练", "平"],
    ["/平战 转平 杨林村 原因=演练", "平"],
  ])("%s", async (line, mode) => {
    const person = k.kernel.org().byAccount("苏航")!.id;
    const shown = await k.kernel.preview(person, {
      cid: line,
      channel: k.channel("#杨林镇指挥室"),
      text: line,
    });
    if (shown.ok) expect(shown.preview.lines.join("\n")).toContain(`转为${mode}`);
    // At peace already: understood all the same.
    else expect(shown.error.message).toContain(`已经是${mode}`);
  });

  it.each(["居民", "群众", "村民", "住户", "住"])("对象=%s", async (word) => {
    const person = k.kernel.org().byAccount("方舟")!.id;
    const text = `/通告 停电 对象=${word} 范围=杨林镇`;
    const shown = await k.kernel.preview(person, {
      cid: word,
      channel: k.channel("#开化县指挥部"),
      text,
    });
    expect(shown).toMatchObject({
      ok: true,
      preview: { lines: expect.arrayContaining([expect.stringContaining("住户群")]) },
    });
  });
});

describe("an item of another kind is named, with the command that is for it", () => {
  let order = "";
  let task = "";
  let far = "";
  beforeAll(async () => {
    const scope = "范围=杨林镇:网格";
    const said = await k.done("方舟", "#开化县指挥部", `/指挥令 到岗 ${scope} 截止=18:00`);
    order = `令${/(\d+)号/.exec(said)![1]}`;
    const sent = await k.done("程立", "#杨林镇指挥室", `/任务 摸排 ${scope} 截止=18:00`);
    task = /T\d+-\d+/.exec(sent)![0];
    const away = "/任务 摸排 范围=池淮镇:网格 截止=18:00 路由=直达";
    far = /T\d+-\d+/.exec(await k.done("汪洋", "#开化县指挥部", away))![0];
  });

  it.each([
    ["方舟", "/撤令 TASK 原因=重复", "TASK 是任务，不是指挥令或通告", "/结案 TASK 原因=重复"],
    ["程立", "/核实 ORDER 全部", "是指挥令，不是任务或专项", "/汇总 ORDER"],
    ["程立", "/退回 ORDER 王家边网格 原因=不清", "没有可退的", "/汇总 ORDER"],
    ["程立", "/下达 ORDER", "不用再下达", "/汇总 ORDER"],
    ["程立", "/上报 ORDER", "没有要上报的数", "/汇总 ORDER"],
    ["邱实", "/报 ORDER 6", "它只要签收", "/收到 ORDER"],
    ["邱实", "/困难 ORDER 人手不够", "难处写在收到后面", "/收到 ORDER"],
  ])("%s: %s", async (who, line, says, meant) => {
    const channel = { 方舟: "#开化县指挥部", 程立: "#杨林镇指挥室" }[who] ?? "#王家边网格";
    const put = (text: string) => text.replace("ORDER", order).replace("TASK", task);
    const reply = await k.say(who, channel, put(line));
    if (reply.ok) throw new Error(`done: ${reply.result.text}`);
    expect(reply.error).toMatchObject({ code: "bad_argument" });
    expect(reply.error.message).toContain(put(says));
    const [button] = reply.error.candidates!;
    const shown = await k.say(who, channel, button!.text);
    expect([shown.ok || shown.error.message, button!.text.split(" ")[0]]).toEqual([
      true,
      meant.split(" ")[0],
    ]);
  });

  it("by every command that takes one, and nothing is said of one out of sight", async () => {
    const person = k.kernel.org().byAccount("程立")!.id;
    const ctx = await lookingContext(k.kernel, person, k.channel("#杨林镇指挥室"));
    const read = async (arg: Command["args"][string], text: string) => {
      try {
        const raw = { text, words: [text], pairs: [], rewrite: () => text };
        return ((await arg.read(raw, ctx)) as { label: string }).label;
      } catch (error) {
        return (error as Refusal).message;
      }
    };
    const args = k.kernel.registry.commands.flatMap((command) =>
      Object.values(command.args).flatMap((arg) =>
        arg.kind === "item" ? [[command.zh, arg] as const] : [],
      ),
    );
    expect(args.length).toBeGreaterThan(10);
    for (const [zh, arg] of args) {
      for (const seen of [order, task]) {
        expect(await read(arg, seen), `${zh} ${seen}`).not.toContain("没有找到");
      }
      expect(await read(arg, far), `${zh} ${far}`).toBe(`没有找到 ${far}，请核对编号`);
    }
  });
});
