import type { Claim } from "./syntax.ts";

const CHANNELS = /^[#@][^\s,，、]+(?:(?:\s*[,，、]\s*|\s+)[#@][^\s,，、]+)*$/;
const QUOTED = /「([^」]*)」/g;

/** How each check is written, shown when one is not. */
const FORMS = {
  quiet: "quiet #城东一网格",
  only: "only #杨林镇指挥室, #池淮镇指挥室",
  tally: "tally 令17 @航头村 应签收2 1/2",
  refused: "refused 「原因」",
  sum: "sum Z0127-01 杨林镇 在册27 新增1",
  state: "state Z0127-01 王家边网格 已报",
  timeline: "timeline X0127-01 「到院 25分钟」",
  sees: "sees 程立 X0127-01",
  hidden: "hidden 邱实 P0127-01",
  private: "private 沈悦 「…」",
  shows: "shows 「响应率77.8%」",
  new: "new #航头一网格 1",
  push: "push 余航 1 「令17」",
} as const;
type Word = keyof typeof FORMS;

/**
 * One check, without its `=>`.
 * @throws Error saying what the check should look like
 */
export function parseClaim(source: string): Claim {
  if (source.startsWith("「")) return { kind: "answer", fragments: quoted(source) };
  if (/^\d{3}$/.test(source)) return { kind: "status", status: Number(source) };
  const [, word = "", rest = ""] = /^(\S+)\s*(.*)$/.exec(source) ?? [];
  if (/^[#@]/.test(word)) return { kind: "newest", channel: word, fragments: quoted(rest) };
  if (!Object.hasOwn(FORMS, word)) {
    const known = Object.values(FORMS).join("; ");
    throw new Error(`“${word}” is no check; known are 「…」; #航头一网格 「…」; 202; ${known}`);
  }
  const claim = readClaim(word as Word, rest);
  if (claim === null) throw new Error(`write: => ${FORMS[word as Word]}`);
  return claim;
}

function readClaim(word: Word, rest: string): Claim | null {
  const [first = "", second = "", ...more] = rest.match(/「[^」]*」|\S+/g) ?? [];
  switch (word) {
    case "quiet":
    case "only":
      return CHANNELS.test(rest) ? { kind: word, channels: channels(rest) } : null;
    case "refused":
      return { kind: word, fragments: rest === "" ? [] : quoted(rest) };
    case "shows":
      return { kind: word, fragments: quoted(rest) };
    case "private":
      return { kind: word, person: first, fragments: quoted(rest.slice(first.length)) };
    case "new":
      if (!/^[#@]./.test(first) || !isCount(second) || more.length > 0) return null;
      return { kind: word, channel: first, count: Number(second) };
    case "push": {
      const count = isCount(second) ? Number(second) : null;
      const told = count === null ? [second, ...more] : more;
      if (first === "" || (count === null && second === "")) return null;
      return { kind: word, person: first, count, fragments: told.flatMap(quoted) };
    }
    case "timeline":
      return { kind: word, item: first, fragments: quoted(rest.slice(first.length)) };
    case "sees":
    case "hidden":
      return second && more.length === 0 ? { kind: word, person: first, item: second } : null;
    case "state":
      if (more.length !== 1) return null;
      return { kind: word, item: first, node: second, state: more[0] ?? "" };
    case "sum":
      if (more.length === 0) return null;
      return { kind: word, item: first, node: second, sums: more };
    case "tally": {
      const node = second.startsWith("@") ? second.slice(1) : null;
      const fragments = (node === null ? [second, ...more] : more).map(unquote);
      if (fragments.length === 0 || fragments.includes("")) return null;
      return { kind: word, item: first, node, fragments };
    }
  }
}

function isCount(token: string): boolean {
  return /^\d+$/.test(token);
}

function channels(text: string): string[] {
  return text.split(/[\s,，、]+/);
}

function quoted(text: string): string[] {
  const fragments = [...text.matchAll(QUOTED)].map(([, fragment = ""]) => fragment);
  const rest = text.replaceAll(QUOTED, "").trim();
  if (rest !== "") throw new Error(`“${rest}” stands outside 「」`);
  if (fragments.length === 0) throw new Error("a text in 「」 is missing");
  if (fragments.some((fragment) => fragment.trim() === "")) throw new Error("「」 is empty");
  return fragments;
}

function unquote(token: string): string {
  return token.replace(/^「(.*)」$/, "$1");
}
