import { parseClock } from "./clock.ts";
import type { Action } from "./syntax.ts";

const SAY = /^(\S+)\s+([#@][^\s:：]+)(?:\s+cid=([^\s:：]+))?\s*[:：] ?(.*)$/;
const PERSON = /^\S+$/;

/**
 * One step: `clock 2020-01-27 07:00`, `余航 #航头一网格: 收到`, `hook …`, `offline …`.
 * @throws Error saying what the line should look like
 */
export function parseAction(source: string): Action {
  const [word = "", rest = ""] = cut(source);
  switch (word) {
    case "clock":
      return { kind: "clock", at: parseClock(rest) };
    case "hook":
      return parseHook(rest);
    case "browser":
      return parseBrowser(rest);
    case "offline":
    case "online":
      if (!PERSON.test(rest)) throw new Error(`write: ${word} 陈默`);
      return { kind: word, person: rest };
  }
  const [, person, channel, cid = null, text = ""] = SAY.exec(source) ?? [];
  if (!person || !channel) {
    throw new Error(
      `neither a step nor a check: “${source}”; ` +
        "write a step as 余航 #航头一网格: 收到, a check as => …, a comment after two spaces",
    );
  }
  if (text === "") throw new Error(`${person} says nothing`);
  return { kind: "say", person, channel, cid, text: text.replaceAll("⏎", "\n") };
}

function parseHook(rest: string): Action {
  const [source = "", body = ""] = cut(rest);
  if (!/^[\w-]+\/[\w-]+$/.test(source)) throw new Error('write: hook kaihua/video {"type":"…"}');
  try {
    JSON.parse(body);
  } catch {
    throw new Error(`the body of the hook is not JSON: ${body}`);
  }
  return { kind: "hook", source, body };
}

function parseBrowser(rest: string): Action {
  const [person = "", path = ""] = cut(rest);
  if (!/^\/\S*$/.test(path)) throw new Error("write: browser 周敏 /board/T0208-01");
  return { kind: "browser", person, path };
}

/** The first word and what follows it. */
function cut(text: string): [string, string] {
  const [, word = "", rest = ""] = /^(\S+)\s*(.*)$/.exec(text) ?? [];
  return [word, rest];
}
