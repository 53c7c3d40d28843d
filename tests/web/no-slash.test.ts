import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Literal, literalsIn } from "./support/literals.ts";

/** `/催`, `/${command.zh}`, `/{1}`: a command with its slash, not 乡镇/村 or 已落实/应到. */
const COMMAND = /(?<![\p{L}\d})\]>:/<*])\/(?=\p{Script=Han}|\$\{|\{\d)/u;
/** What no line has that is only there to be run. */
const PROSE = /[，。；：！？“”（）]/u;
const HAN = /\p{Script=Han}/u;

/** Sentences that may name a command with its slash, each with why; none of them tells anybody to type it. */
const ALLOWED: [where: RegExp, what: RegExp, why: string][] = [
  [/^server\/commands\/help\.ts$/, /./, "the help is about the lines that can be typed"],
  [/^server\/http\/|^server\/contract\//, /`\/|^\/[\p{L}/:-]*$/u, "descriptions for programmers"],
  [
    /./,
    /没有“\/(\$\{name\}|\{1\})”这个命令|^There is no command “\/\{1\}”/,
    "echoes what was typed",
  ],
  [/./, /^\/(\$\{[\w.]*command\.zh\}|\{1\}) \S/, "names the command whose line was typed"],
  [/./, /^(你的岗位不能用|Your post may not use) \//, "names the command whose line was typed"],
  [
    /^server\/kernel\//,
    /^例：\$\{command\.example\}$/,
    "under a typed line that was not understood",
  ],
];

describe("nobody is told to type a slash", () => {
  it.each(["bots", "server"])("in what %s says", (folder) => {
    const found = filesIn(folder, ".ts").flatMap((file) => {
      const literals = literalsIn(readFileSync(file, "utf8"));
      const lines = literals.flatMap(({ text, name }) =>
        isLine(text) && name && name !== "example" ? [name] : [],
      );
      return told(file, literals, lines);
    });
    expect(found).toEqual([]);
  });

  it("in the messages of the web, and in the English of what the server says", () => {
    const messages = filesIn("web/messages", ".json").flatMap((file) => {
      const words: Record<string, string[]> = JSON.parse(readFileSync(file, "utf8"));
      const texts = Object.values(words).flat();
      return told(
        file,
        texts.map((text) => ({ text, name: null })),
      );
    });
    const phrases = filesIn("web/src/lib/i18n/english", ".ts").flatMap((file) =>
      told(file, literalsIn(readFileSync(file, "utf8"))),
    );
    expect([...messages, ...phrases]).toEqual([]);
  });

  it.each([
    ["催他们请发：/催 T0127-01", true],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in a source
    ["可以 /结案 ${label} 原因=已完成", true],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in a source
    ["联系不上请先发 ${line}", true],
    ["/催 就会提醒他们，不用打电话", true],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in a source
    ["${line} 采用=新", false],
    ["/报 T0127-01 6 0 0", false],
    ["写成 乡镇/村 的样子", false],
  ])("finds it: %s", (text, isTold) => {
    const found = told("bots/x.ts", [{ text, name: null }], ["line"]);
    expect(found.length > 0).toBe(isTold);
  });

  it("has no reason that nothing needs any more", () => {
    const files = [...filesIn("bots", ".ts"), ...filesIn("server", ".ts")];
    const books = filesIn("web/src/lib/i18n/english", ".ts");
    const all = [...files, ...books].flatMap((file) =>
      literalsIn(readFileSync(file, "utf8")).map(({ text }) => ({ file, text })),
    );
    const needed = all.filter(({ text }) => isSuspect(text, []));
    const idle = ALLOWED.filter(
      ([where, what]) => !needed.some(({ file, text }) => where.test(file) && what.test(text)),
    );
    expect(idle).toEqual([]);
  });
});

/**
 * Sentences that hold a command with its slash, or a line made for a button, and have no reason.
 * @param lines names in the file that stand for such a line
 */
function told(file: string, literals: Literal[], lines: string[] = []): string[] {
  return literals
    .filter(({ text, name }) => name !== "example" && isSuspect(text, lines))
    .filter(({ text }) => !ALLOWED.some(([where, what]) => where.test(file) && what.test(text)))
    .map(({ text }) => `${file}: ${text}`);
}

function isSuspect(text: string, lines: string[]): boolean {
  if (/\$\{[\w.]+\.example\}/.test(text)) return true;
  if (isLine(text)) return false;
  if (COMMAND.test(text)) return true;
  return HAN.test(text) && lines.some((name) => text.indexOf(`\${${name}}`) > 0);
}

/** Begins with the slash and is nothing but words, up to its `键=值`. */
function isLine(text: string): boolean {
  return text.startsWith("/") && !PROSE.test(text.split("=")[0]!);
}

function filesIn(folder: string, end: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(end))
    .map((name) => join(folder, name));
}
