import type { Candidate } from "#contract/errors";
import { parseItemRef } from "#domain/text/ids";
import { parseLine } from "#domain/text/line";
import { fold } from "#domain/text/text";
import { argByKey } from "../keys.ts";
import type { Registry } from "../registry.ts";

/** Marks, and the number of a list, that stand before a slash in what was pasted; the wrong slash. */
const BEFORE = /^(?:\d{1,2}[.、)）]|[^\p{L}\p{N}@＠/／])*[/／\\]/u;
const CLOSERS = /["'”’」』】〕）)\]]+$/;

/**
 * A line that is talk by its first character and a command by all the rest: `“/任务 …”`, `1、/收到`,
 * `\报 6 0 0`, and without any slash `任务 逐户复核 截止=18:00`, `核实 T0127-01 王家边网格`. It is asked
 * about, for posted it would look done and be nothing (SPEC §1.1).
 *
 * @param text as typed, without invisible characters
 */
export function nearlyCommand(registry: Registry, text: string): Candidate | null {
  const before = BEFORE.exec(text)?.[0];
  const rest = text.slice(before?.length ?? 0).trim();
  const line = `/${before && before.length > 1 ? rest.replace(CLOSERS, "") : rest}`;
  const { name, words, pairs } = parseLine(line, () => "open");
  const commands = registry.named(name);
  if (commands.length === 0) return null;
  const hasKey = pairs.some(({ key }) => commands.some((command) => argByKey(command, key)));
  const hasNumber = words[0] !== undefined && isFullNumber(words[0].text);
  const isApart = /^[\s:]/.test(fold(line).slice(name.length + 1));
  if (before === undefined && !(isApart && (hasKey || hasNumber))) return null;
  return { label: line, text: line };
}

/** `01` and `3号` are said of anything. */
function isFullNumber(word: string): boolean {
  const ref = parseItemRef(word);
  return ref?.kind === "item" || ref?.kind === "series";
}
