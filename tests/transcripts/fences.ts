import type { Line } from "./syntax.ts";

const FENCE = /^ {0,3}(`{3,}|~{3,})\s*(\S*)/;
const COMMENT = /(^| {2})# .*$/;

/**
 * The lines inside the ```transcript fences of a Markdown file, comments and empty lines left out.
 * A fence of another kind is prose, also when it quotes one of ours.
 *
 * @returns also the line of a transcript fence that never ends, else null
 */
export function transcriptLines(markdown: string): { lines: Line[]; unclosed: number | null } {
  const lines: Line[] = [];
  let open: { mark: string; ours: boolean; line: number } | null = null;
  for (const [index, raw] of markdown.split(/\r?\n/).entries()) {
    const [, mark = "", info = ""] = FENCE.exec(raw) ?? [];
    if (open === null) {
      if (mark) open = { mark, ours: info === "transcript", line: index + 1 };
    } else if (mark.startsWith(open.mark) && info === "") {
      open = null;
    } else if (open.ours) {
      const source = raw.replace(COMMENT, "").trim();
      if (source !== "") lines.push({ line: index + 1, source });
    }
  }
  return { lines, unclosed: open?.ours ? open.line : null };
}
