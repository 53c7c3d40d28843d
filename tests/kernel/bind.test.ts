import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Refusal } from "#contract/errors";
import { parseLine } from "#domain/text/line";
import type { Raw } from "#kernel/args/arg";
import { bind } from "#kernel/args/bind";
import { lookingContext } from "#kernel/complete/looking-context";
import type { Context } from "#kernel/context";
import type { Command } from "#kernel/define-command";
import { argByKey, keyKindOf, readsOnOf } from "#kernel/keys";
import { bots } from "../../server/bots.ts";
import { openTestKernel, type TestKernel } from "../support/kernel.ts";

let k: TestKernel;
beforeAll(async () => {
  k = await openTestKernel({ bots, fixture: "kaihua-day", at: "2020-01-27 09:00" });
});
afterAll(() => k.stop());

const look = (): Promise<Context> =>
  lookingContext(k.kernel, k.kernel.org().byAccount("程立")!.id, k.channel("#杨林镇指挥室"));

type Bound = { raws: Map<string, Raw>; ctx: Context } | { refusal: Refusal };

async function bound(command: Command, text: string): Promise<Bound> {
  const ctx = await look();
  ctx.sent.typed = text;
  const line = parseLine(text, keyKindOf(command), readsOnOf(command, ctx));
  try {
    return { raws: await bind(ctx, command, line, text), ctx };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error };
    throw error;
  }
}

/** All that a line gave its arguments, as one text. */
function given(raws: Map<string, Raw>): string {
  return [...raws.values()]
    .flatMap((raw) => [raw.text, ...raw.pairs.flatMap(({ key, value }) => [key, value])])
    .join(" ");
}

const times = (text: string, word: string) => text.split(word).length - 1;
const mainOf = (command: Command) =>
  Object.entries(command.args).find(([, arg]) => arg.place === "main")?.[0] ?? "";

/** A line with a word put between each two of its words. */
function insertions(line: string, word: string): string[] {
  const parts = line.split(" ");
  return parts.map((_, i) => [...parts.slice(0, i + 1), word, ...parts.slice(i + 1)].join(" "));
}

const INSERTED = [
  "18:00",
  "1月28日",
  "王家边网格",
  "一网格",
  "范围",
  "截止",
  "原因",
  "甲乙丙",
  "7",
  "杨林镇:网格",
];

describe("every word of a line ends in exactly one argument, or is refused, or asked about", () => {
  it.each(INSERTED)("with %s put into every command's example", async (word) => {
    let tried = 0;
    for (const command of k.kernel.registry.commands) {
      const before = await bound(command, command.example);
      // An example may name a place of another county.
      if ("refusal" in before) continue;
      tried += 1;
      const had = times(given(before.raws), word);
      for (const text of insertions(command.example, word)) {
        const after = await bound(command, text);
        if ("refusal" in after) {
          expect(after.refusal.message, text).toMatch(/\p{Script=Han}/u);
          continue;
        }
        expect(times(given(after.raws), word), text).toBe(had + 1);
      }
    }
    expect(tried).toBeGreaterThan(20);
  });
});

describe("nothing that narrows or dates a line is silently a word of its title", () => {
  const issuing = () => k.kernel.registry.commands.filter((c) => argByKey(c, "范围") && mainOf(c));

  it("a place where 范围= is absent", async () => {
    expect(issuing().map(({ key }) => key)).toEqual(
      expect.arrayContaining(["task", "special", "order", "notice"]),
    );
    for (const command of issuing()) {
      const open = command.example.replace(/ 范围=\S+/, "");
      for (const text of insertions(open, "王家边网格")) {
        const after = await bound(command, text);
        if ("refusal" in after) continue;
        expect(after.raws.get("scope")?.text, text).toBe("王家边网格");
        expect(after.raws.get(mainOf(command))?.text ?? "", text).not.toContain("王家边网格");
        expect(after.ctx.understood, text).toMatchObject({ key: "范围", value: "王家边网格" });
      }
    }
  });

  it("a key without its =", async () => {
    for (const command of issuing()) {
      const open = command.example.replace(/ 范围=\S+/, "");
      for (const text of insertions(open, "范围 王家边网格")) {
        const after = await bound(command, text);
        expect(after, text).toHaveProperty("refusal");
        const { candidates } = (after as { refusal: Refusal }).refusal.body;
        const right = await bound(command, candidates![0]!.text);
        expect("raws" in right && right.raws.get("scope")?.text, text).toBe("王家边网格");
      }
    }
  });

  it("a time behind a time", async () => {
    for (const command of issuing().filter((c) => argByKey(c, "截止"))) {
      const text = `/${command.zh} 摸排 范围=杨林镇 截止=18:00 19:30 值守`;
      const { refusal } = (await bound(command, text)) as { refusal: Refusal };
      expect(refusal.code, text).toBe("ambiguous");
      const [first, second] = refusal.body.candidates!;
      const asTime = await bound(command, first!.text);
      expect("raws" in asTime && asTime.raws.get("due")?.text).toBe("19:30");
      const asTitle = await bound(command, second!.text);
      expect("raws" in asTitle && asTitle.raws.get("title")?.text).toBe("摸排 19:30 值守");
    }
  });
});

describe("a word that says what a key would is asked about, or understood", () => {
  it.each([
    ["/任务 摸排 除王家边网格 截止=18:00", "/任务 摸排 截止=18:00 除=王家边网格"],
    ["/任务 摸排 不含王家边网格 截止=18:00", "/任务 摸排 截止=18:00 除=王家边网格"],
    ["/任务 摸排 只发王家边网格 截止=18:00", "/任务 摸排 截止=18:00 范围=王家边网格"],
    ["/任务 摸排 特急 截止=18:00", "/任务 摸排 截止=18:00 缓急=特急"],
    ["/任务 摸排 明天 下午5点前", "/任务 摸排 截止=明天 下午5点前"],
    ["/任务 摸排 今天下午六点前 范围=杨林镇", "/任务 摸排 范围=杨林镇 截止=今天下午六点前"],
    ["/退回 Z0127-01 王家边网格 数不对 请核", "/退回 Z0127-01 王家边网格 原因=数不对 请核"],
    ["/退回 王家边网格 Z0127-01 原因：数不对", "/退回 王家边网格 Z0127-01 原因=数不对"],
    ["/免报 Z0127-01 王家边网格 无人", "/免报 Z0127-01 王家边网格 原因=无人"],
    ["/失联 杨林镇 断网", "/失联 杨林镇 原因=断网"],
    ["/任务 摸排 期限=18:00", "/任务 摸排 截止=18:00"],
    ["/任务 摸排 截止时间=18:00 范围=杨林镇", "/任务 摸排 截止=18:00 范围=杨林镇"],
    ["/任务 截至=明日 18:00 摸排", "/任务 截止=明日 18:00 摸排"],
    ["/退回 Z0127-01 王家边网格 理由=数不对", "/退回 Z0127-01 王家边网格 原因=数不对"],
    ["/任务 摸排 截止=18:00 截止=19:00", "/任务 摸排 截止=18:00"],
    ["/任务 范围=下庄村 摸排 截止=18:00 范围=平川村", "/任务 范围=下庄村 摸排 截止=18:00"],
  ])("%s offers %s", async (text, meant) => {
    const command = k.kernel.registry.named(/^\/(\S+)/.exec(text)![1]!).at(-1)!;
    const { refusal } = (await bound(command, text)) as { refusal: Refusal };
    expect(refusal.body.candidates?.[0]?.text.trim()).toBe(meant);
    expect(await bound(command, refusal.body.candidates![0]!.text)).toHaveProperty("raws");
  });

  it("of a key that stands twice the second is offered too, and both where it takes several", async () => {
    const task = k.kernel.registry.command("task")!;
    const lines = async (text: string) => {
      const { refusal } = (await bound(task, text)) as { refusal: Refusal };
      return refusal.body.candidates!.map((one) => one.text);
    };
    expect(await lines("/任务 范围=下庄村 摸排 截止=18:00 范围=平川村")).toEqual(
      ["下庄村", "平川村", "下庄村,平川村"].map((scope) => `/任务 范围=${scope} 摸排 截止=18:00`),
    );
    expect(await lines("/任务 摸排 截止=18:00 截止=19:00\n带手电")).toEqual([
      "/任务 摸排 截止=18:00\n带手电",
      "/任务 摸排 截止=19:00\n带手电",
    ]);
    expect(await lines("/任务 摸排 截止=18:00 截止=18:00")).toEqual(["/任务 摸排 截止=18:00"]);
    // The right key stands on it already: what else 期限 was to be, nobody knows.
    const { refusal } = (await bound(task, "/任务 摸排 截止=18:00 期限=19:00")) as {
      refusal: Refusal;
    };
    expect(refusal.body).toMatchObject({ field: "期限" });
    expect(refusal.body.candidates).toBeUndefined();
  });

  it.each(["（王家边网格）", "【王家边网格】", "@王家边网格", "王家边网格。"])(
    "%s is the scope",
    async (word) => {
      const task = k.kernel.registry.command("task")!;
      const read = await bound(task, `/任务 摸排 ${word} 截止=18:00`);
      expect("raws" in read && read.raws.get("scope")?.text).toBe("王家边网格");
    },
  );

  it.each(["除草", "除夕值守", "只报新增", "仅供参考", "急", "平安"])(
    "%s is title",
    async (word) => {
      const task = k.kernel.registry.command("task")!;
      const read = await bound(task, `/任务 摸排 ${word} 截止=18:00`);
      expect("raws" in read && read.raws.get("title")?.text).toBe(`摸排 ${word}`);
    },
  );
});

describe("a place glued to other words of a title", () => {
  const task = () => k.kernel.registry.command("task")!;

  it.each([
    ["王家边网格巡查", "王家边网格"],
    ["到王家边网格巡查", "王家边网格"],
    ["到王家边巡查", "王家边网格"],
    ["下庄防汛", "下庄村"],
    ["杨林村王家边网格巡查", "王家边网格"],
    ["下庄村和平川村巡查", "下庄村,平川村"],
    ["下庄村至王家边", "下庄村,王家边网格"],
  ])("%s asks whether it is for %s", async (title, scope) => {
    const text = `/任务 ${title} 截止=18:00\n带手电`;
    const { refusal } = (await bound(task(), text)) as { refusal: Refusal };
    expect(refusal.code).toBe("ambiguous");
    const ways = refusal.body.candidates!;
    expect(ways[0]!.text).toBe(`/任务 ${title} 截止=18:00 范围=${scope}\n带手电`);
    expect(ways.at(-1)!.label).toContain("全镇都发");
    for (const { text: way } of [ways[0]!, ways.at(-1)!]) {
      const read = await bound(task(), way);
      expect("raws" in read && read.raws.get("title")?.text, way).toBe(title);
    }
  });

  it.each([
    "杨林镇防汛",
    "杨林防汛",
    "开化县统一行动",
    "送杨林特产下庄",
    "一网格一警",
    "配合杨林派出所清查",
    "“王家边网格巡查”",
    "“池淮镇” 经验学习",
  ])("%s is a title", async (title) => {
    const read = await bound(task(), `/任务 ${title} 截止=18:00`);
    expect("raws" in read && read.raws.get("title")?.text).toBe(title.replaceAll(/[“”]/g, ""));
  });

  it("beyond one's reach is asked about alone, and told where it is glued", async () => {
    const { refusal } = (await bound(task(), "/任务 摸排 池淮镇 截止=18:00")) as {
      refusal: Refusal;
    };
    expect(refusal.message).toContain("“池淮镇”不在你的范围内");
    expect(refusal.body.candidates).toHaveLength(1);
    expect(await bound(task(), refusal.body.candidates![0]!.text)).toHaveProperty("raws");
    const told = await bound(task(), "/任务 池淮镇返乡人员 截止=18:00");
    expect("ctx" in told && told.ctx.whispers).toEqual([
      "“池淮镇”不在你的范围内，这一条发到的是全镇",
    ]);
    const scoped = await bound(task(), "/任务 王家边网格巡查 范围=全镇 截止=18:00");
    expect(scoped).toHaveProperty("raws");
  });
});

describe("a value runs on over a blank as long as it still reads as its kind", () => {
  it.each([
    ["截止", "1月28日 18:00"],
    ["截止", "1月28日(周二) 18:00"],
    ["截止", "明日 18:00"],
    ["截止", "周五 17:00"],
    ["截止", "明天 下午5点"],
    ["截止", "2020-12-01 20:00"],
    ["截止", "下周一 9点 前"],
    ["截止", "12 月 1 日 18 时"],
    ["频次", "每天 17:00"],
    ["频次", "每周五 17:00"],
    ["字段", "在册:整数!, 异常:整数!"],
    ["字段", "水位:小数(0 - 30)"],
    ["字段", "在册 整数 新增 整数"],
    ["字段", "在册:整数! 方式:单选(电话|入户)"],
    ["范围", "杨林镇, 池淮镇"],
    ["范围", "杨林镇 ，池淮镇"],
    ["范围", "杨林村 王家边网格"],
    ["催办", "-30, 0, +15"],
    ["依据", "令 17"],
  ])("%s=%s", async (key, value) => {
    const task = k.kernel.registry.command("task")!;
    const name = argByKey(task, key)!;
    for (const text of [`/任务 摸排 ${key}=${value} 值守`, `/任务 ${key}=${value} 摸排 值守`]) {
      const read = await bound(task, text);
      if ("refusal" in read) throw read.refusal;
      expect(read.raws.get(name)?.text.replaceAll("，", ","), text).toBe(
        value.replaceAll("，", ","),
      );
      expect(read.raws.get("title")?.text, text).toBe("摸排 值守");
    }
  });
});

describe("the line for everybody", () => {
  it.each([
    [
      "程立",
      "#杨林镇指挥室",
      "/任务 单点一 王家边网格 截止=18:00",
      "改为全镇",
      "/任务 单点一 截止=18:00",
    ],
    [
      "苏航",
      "#杨林镇指挥室",
      "/指挥令 到岗 王家边网格\n带手电",
      "改为全镇",
      "/指挥令 到岗\n带手电",
    ],
    ["汪洋", "#开化县指挥部", "/专项 日核 杨林镇 截止=18:00", "改为全县", "/专项 日核 截止=18:00"],
    [
      "罗明",
      "#杨林村",
      "/任务 看水位 王家边网格 截止=18:00",
      "改为全村",
      "/任务 看水位 截止=18:00",
    ],
  ])("%s %s: %s offers %s", async (who, channel, text, label, open) => {
    const person = k.kernel.org().byAccount(who)!.id;
    const preview = async (typed: string) => {
      const sent = {
        cid: k.kernel.registry.names().join(),
        channel: k.channel(channel),
        text: typed,
      };
      const shown = await k.kernel.preview(person, sent);
      if (!shown.ok) throw new Error(shown.error.message);
      return shown.preview;
    };
    const narrow = await preview(text);
    expect(narrow.understood).toMatchObject({ key: "范围", wider: { label } });
    const wide = await preview(narrow.understood!.wider!.text);
    const whole = await preview(open);
    expect(wide.understood).toBeUndefined();
    expect(wide.lines[0]).toBe(whole.lines[0]);
    expect(narrow.lines[0]).not.toBe(whole.lines[0]);
  });
});
