import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { hasEnglish, inEnglish } from "#web/i18n/english/phrase-book.ts";

/** Named in variables: what the build generates of the messages carries no types for this program. */
const [WORDS, RUNTIME] = ["#web/i18n/words.ts", "#web/i18n/paraglide/runtime.js"] as const;
let word: (zh: string) => string;
let levelWord: (zh: string) => string;
beforeAll(async () => {
  const runtime: { overwriteGetLocale(get: () => string): void } = await import(`${RUNTIME}`);
  runtime.overwriteGetLocale(() => "en");
  ({ word, levelWord } = await import(`${WORDS}`));
});

const HAN = /\p{Script=Han}/u;
const english = (text: string) => inEnglish(text, word);

describe("what the server says, in English", () => {
  it.each([
    [
      "应报9 响应7(迟0) 已报0 已核0 逾期0 补报2(离线1) 退回0 困难1 · 响应率77.8% 完成率—",
      "asked 9, responded 7 (0 late), reported 0, verified 0, overdue 0, late 2 (1 for want of a line), returned 0, in difficulty 1 · response 77.8%, completion —",
    ],
    [
      "未签收：航头一网格、杨林村等11个",
      "Not acknowledged: 航头一网格、杨林村 and others, 11 in all",
    ],
    [
      "T0127-01 已发出，应报71，截止 1月27日(周一) 24:00，还有8小时40分",
      "T0127-01 is out, 71 asked, due Mon 27 Jan 24:00, 8 h 40 min left",
    ],
    [
      "已报 T0127-01 溪洋1号：住户41 外来2；18:00前可以改",
      "Reported T0127-01 溪洋1号: 住户41 外来2; can be changed until 18:00",
    ],
    ["【特急】任务 · T0127-01 撤离", "[at once] Task · T0127-01 撤离"],
    [
      "催办 任务 · T0127-01 摸排\n还差2个工作网格：溪洋1号（卢霞 ☎14200000000）、溪洋2号（未登记电话）。请鄢明联系一下",
      "Reminder Task · T0127-01 摸排\n2 missing (work grid): 溪洋1号 (卢霞 ☎14200000000), 溪洋2号 (no phone listed). 鄢明, please reach them",
    ],
    [
      "未核2：下庄一网格（还没报）、平川一网格（已免报）",
      "Not verified 2: 下庄一网格 (not reported), 平川一网格 (excused)",
    ],
    [
      "你的岗位不能下达这个范围的任务，这要由县领导来做",
      "Your post may not issue tasks to these; 县领导 may",
    ],
    [
      "每2小时，自1月27日(周一) 08:00，直到结案",
      "every 2 h, from Mon 27 Jan 08:00, until it is closed",
    ],
    ["溪洋3号 填报 第2版 （村社负责人）", "溪洋3号 reported, version 2 (村社负责人)"],
    [
      "“任务”有2处：古竹村、古竹，点一个继续，还没有发出",
      "There are 2 places “任务”: 古竹村、古竹. Choose one; nothing is sent yet",
    ],
    ["可以发：/报 任务=3 困难", "可以发: /报 任务=3 困难"],
  ])("%s", (zh, en) => {
    expect(english(zh)).toBe(en);
  });

  it("calls the levels of all counties what their profiles call them", () => {
    const profiles = readdirSync("db/profiles").filter((name) => name.endsWith(".json"));
    expect(profiles).toHaveLength(5);
    for (const name of profiles) {
      const { levels } = JSON.parse(readFileSync(join("db/profiles", name), "utf8")) as Named;
      expect(levels.map(({ zh }) => levelWord(zh))).toEqual(levels.map(({ en }) => en));
    }
  });

  it("has every sentence that a command is refused with", () => {
    const refused = ["server", "bots"].flatMap(sourcesIn).flatMap(refusalsIn);
    expect(refused.length).toBeGreaterThan(150);
    expect(refused.filter((text) => HAN.test(text) && !hasEnglish(text))).toEqual([]);
  });
});

interface Named {
  levels: { zh: string; en: string }[];
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
}

/** Sentences that are written out where they are thrown; what is put into them is a Q, or a number. */
function refusalsIn(source: string): string[] {
  const thrown = /new Refusal\(\s*"\w+",\s*(?:"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`),?\s*[,)]/g;
  return [...source.matchAll(thrown)].map(([, plain, made]) =>
    (plain ?? made ?? "")
      .replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}(?=[个件轮版项栏人])/g, "2")
      .replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, "Q")
      .replaceAll("\\n", "\n"),
  );
}
