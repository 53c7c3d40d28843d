import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { MINUTE } from "#domain/time/zone";

/** Something a person of a demo says in its morning. */
export interface MorningLine {
  /** Unique among the lines of its file. */
  id: string;
  /** How long before the demo begins. Milliseconds. */
  ago: number;
  who: string;
  /** By its name: `#葛岭镇`, `@任务`. */
  channel: string;
  /** What the item that comes of it is called in the lines below, as `{巡查}`. */
  label: string | null;
  text: string;
}

/** Lines that belong together, under the words that say so while they are played. */
export interface MorningPart {
  title: string;
  lines: MorningLine[];
}

const LINE =
  /^(?<ago>\d+)\s+(?<who>\S+)\s+(?<channel>[#@][^\s:]+)(?:\s+\{(?<label>[^}]+)\})?:\s+(?<text>\S.*)$/u;

/**
 * What happens in a demo county before its visitor comes: `db/mornings/<key>.txt`. A line has the
 * minutes before, who, where and what: `110 池敏 #永泰县指挥部 {巡查}: /任务 …`; `==` begins a part,
 * `//` a remark. No line may speak of an hour or a day, since a demo starts at any.
 * @throws Error naming the file and the line that cannot be read
 */
export function loadMorning(key: string): MorningPart[] {
  const path = fileURLToPath(new URL(`./mornings/${key}.txt`, import.meta.url));
  return readMorning(readFileSync(path, "utf8"), path);
}

/** @param path said in complaints */
export function readMorning(text: string, path: string): MorningPart[] {
  const parts: MorningPart[] = [];
  let before = Number.POSITIVE_INFINITY;
  for (const [at, row] of text.split("\n").entries()) {
    if (row.trim() === "" || row.startsWith("//")) continue;
    const title = /^==\s*(.+)$/.exec(row)?.[1];
    if (title !== undefined) {
      parts.push({ title, lines: [] });
      continue;
    }
    const line = readLine(row, `${at + 1}`);
    if (!line || line.ago > before) {
      throw new Error(`${path} 第${at + 1}行看不懂，或比上一行还早：${row}`);
    }
    before = line.ago;
    parts.at(-1)?.lines.push(line);
  }
  return parts;
}

function readLine(row: string, id: string): MorningLine | null {
  const { ago, who, channel, label, text } = LINE.exec(row)?.groups ?? {};
  if (!ago || !who || !channel || !text) return null;
  return { id, ago: Number(ago) * MINUTE, who, channel, label: label ?? null, text };
}
