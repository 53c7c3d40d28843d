import type { Candidate } from "#contract/errors";
import { parseItemRef } from "#domain/text/ids";
import { parseOpen } from "#domain/text/line";
import { parseDecimal } from "#domain/text/numerals";
import type { Registry } from "../registry.ts";
import { splice } from "./splice.ts";

/** A shorter beginning is too often the beginning of another word: 报警, 催款. */
const SURE = 2;

interface Glued {
  /** The line with a blank behind the name. */
  line: string;
  /** The word that stood glued to it. */
  rest: string;
  name: string;
}

/**
 * The line with a blank behind its name where a number was glued to it: `/收到令17`, `/汇总第3号令`,
 * `/ackT0127-01`, `/报六 0 0`. Any other line as it is.
 */
export function withNameApart(registry: Registry, text: string): string {
  const glued = gluedName(registry, text);
  if (!glued) return text;
  const counts = parseDecimal(glued.rest) !== null;
  return counts || parseItemRef(glued.rest) !== null ? glued.line : text;
}

/** Said out of politeness, and nothing of the command: /催一下, /汇总看看. */
const POLITE = /^(?:一下子?|下|一催|看看|一遍|一次|一个|个|吧|了|啊|呀|哈|呢|嘛)$/u;

/**
 * What an unknown name was probably meant for, as a line to press: `/任务防汛` for `/任务 防汛`,
 * `/催一下` for `/催`.
 */
export function nameApart(registry: Registry, text: string): Candidate[] {
  const glued = gluedName(registry, text);
  if (!glued) return [];
  const { nameStart, nameEnd } = parseOpen(text);
  if (POLITE.test(text.slice(nameStart + glued.name.length, nameEnd))) {
    const line = splice(text, { start: nameStart + glued.name.length, end: nameEnd }, "");
    return [{ label: line.trim(), text: line }];
  }
  if (glued.name.length < SURE) return [];
  return [{ label: `/${glued.name} ${glued.rest}`, text: glued.line }];
}

/** The longest name that an unknown name begins with. */
function gluedName(registry: Registry, text: string): Glued | null {
  const { name, nameStart } = parseOpen(text);
  if (name === "" || registry.named(name).length > 0) return null;
  for (let end = name.length - 1; end > 0; end -= 1) {
    const start = name.slice(0, end);
    if (registry.named(start).length === 0) continue;
    const at = nameStart + end;
    const rest = /^\S+/.exec(text.slice(at))?.[0] ?? "";
    return { line: splice(text, { start: at, end: at }, " "), rest, name: start };
  }
  return null;
}
