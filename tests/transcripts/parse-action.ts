import { parseClock } from "./clock.ts";
import type { Action, Said } from "./syntax.ts";

const SAY = /^(\S+)\s+([#@][^\s:：]+)((?:\s+\w+=(?:「[^」]*」|[^\s:：]+))*)\s*[:：] ?(.*)$/;
const OPTION = /(\w+)=(「[^」]*」|[^\s:：]+)/g;
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
  const [, person, channel, written = "", text = ""] = SAY.exec(source) ?? [];
  if (!person || !channel) {
    throw new Error(
      `neither a step nor a check: “${source}”; ` +
        "write a step as 余航 #航头一网格: 收到, a check as => …, a comment after two spaces",
    );
  }
  const options = readOptions(written);
  if (text === "" && options.files.length === 0) throw new Error(`${person} says nothing`);
  return { kind: "say", person, channel, ...options, text: text.replaceAll("⏎", "\n") };
}

/** What may stand between the channel and the colon. */
function readOptions(written: string): Omit<Said, "text"> {
  const options: Omit<Said, "text"> = { cid: null, quote: null, files: [] };
  for (const [, key = "", value = ""] of written.matchAll(OPTION)) {
    const [, fragment] = /^「(.*)」$/.exec(value) ?? [];
    if (fragment?.trim() === "") throw new Error("「」 is empty");
    if (key === "quote") options.quote = fragment ? { fragment } : { item: value };
    else if (key === "cid" && !fragment) options.cid = value;
    else if (key === "with" && !fragment) options.files = value.split(/[,，、]/).filter(Boolean);
    else {
      throw new Error(
        `“${key}=${value}” is nothing a message takes; write cid=a1, quote=令17, quote=「片段」 or with=photo.jpg`,
      );
    }
  }
  return options;
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
