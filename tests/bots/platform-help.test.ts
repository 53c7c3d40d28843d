import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { herald } from "#bots/herald/bot";
import { tasker } from "#bots/tasker/bot";
import { loadProfile } from "#db/profiles";
import { createRegistry } from "#kernel/registry";
import { platform } from "../../server/commands/platform.ts";
import { openTestKernel, type Reply, type TestKernel } from "../support/kernel.ts";
import { NOW } from "../support/small-org.ts";

let k: TestKernel;
beforeAll(async () => {
  k = await openTestKernel({ bots: [platform, herald], at: NOW });
});
afterAll(() => k.stop());

const refusal = (reply: Reply) => (reply.ok ? null : [reply.error.code, reply.error.message]);

describe("帮助", () => {
  it("lists what the post may do here, by group", async () => {
    const leader = await k.done("方县长", "#岭县指挥部", "/帮助");
    expect(leader).toMatch(/^发：\/发言 .*\/指挥令/);
    expect(leader).toMatch(/\n查：.*\/名录 \/找 \/帮助/);
    expect(leader).toContain("\n管：/平战");
    const worker = await k.done("邱网格", "#东山一网格", "/帮助");
    expect(worker).not.toContain("/指挥令");
    expect(worker).toMatch(/\n管：\/退出设备$/m);
    expect(worker).toContain("要看写法，例：/帮助 平战");
  });

  it("lists to residents what residents may use", async () => {
    const lines = await k.done("户主", "#东山一网格·住户", "/帮助");
    expect(lines).toContain("查：/帮助");
    expect(lines).not.toContain("/名录");
  });

  it.each(["/帮助 平战", "/help mode", "/帮助 /平战", "/? 平战", "/？ 平战", "/帮助 命令=平战"])(
    "%s explains a command",
    async (line) => {
      expect(await k.done("邱网格", "#东山一网格", line)).toBe(
        [
          "/平战：把一个地方转为战时或平时",
          "也可写：/mode /平战转换 /切换平战",
          "· 平战（必填）：战、平",
          "· 范围：不写就是这个频道的辖区，例：全县、杨林镇",
          "· 除：范围里不切换的地方",
          "· 原因（必填）",
          "例：/平战 战 范围=全县 原因=省启动一级响应",
          "谁能用（权限M）：县领导、镇街分管领导",
        ].join("\n"),
      );
    },
  );

  it("says who may use what everyone may", async () => {
    expect(await k.done("邱网格", "#东山一网格", "/帮助 找")).toContain("谁能用：看得到这里的人");
    expect(await k.done("邱网格", "#东山一网格", "/帮助 帮助")).toContain("也可写：/help /? /？");
  });

  it("offers the nearest names for one that is none", async () => {
    expect(refusal(await k.say("邱网格", "#东山一网格", "/帮助 平站"))).toEqual([
      "unknown_command",
      expect.stringMatching(/^没有“\/平站”这个命令，你是不是要：.*\/平战/),
    ]);
    expect(refusal(await k.say("邱网格", "#东山一网格", "/帮助 呼风唤雨啊"))).toEqual([
      "unknown_command",
      "没有“/呼风唤雨啊”这个命令，可以点“看全部命令”",
    ]);
  });
});

describe("names", () => {
  it.each(["kaihua", "yongtai", "wuyi", "fuyang", "yueqing"])("are free in %s", (profile) => {
    const registry = createRegistry([platform, herald, tasker], loadProfile(profile));
    // What serves a kind that is not here is offered to nobody.
    for (const command of platform.commands.filter(({ serves }) => !serves)) {
      for (const name of [command.zh, command.en, ...command.aliases]) {
        expect(registry.named(name)).toEqual([command]);
      }
    }
  });
});
