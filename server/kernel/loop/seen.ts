import type { Candidate } from "#contract/errors";
import type { Value } from "#contract/forms";
import { isNil } from "#contract/nil";
import type { ItemRow } from "#db/items";
import { listVersions, type ReplyRow } from "#db/replies";
import type { TargetRow } from "#db/targets";
import { echoValues } from "#domain/form/values";
import type { Context } from "../context.ts";

/**
 * What a reply says that the sender had not seen when they judged it: they looked at another
 * version (`base`), and this one came meanwhile. Judging names what was seen, so it is refused
 * with these words (SPEC §1.12).
 * @returns `你看后改报了第2版：已摸排21（原20）`; null where it was seen, or no version was named
 */
export async function unseen(
  ctx: Context,
  item: ItemRow,
  row: TargetRow,
  reply: ReplyRow,
): Promise<string | null> {
  const { base } = ctx.sent;
  if (base === null || base === reply.version) return null;
  const versions = await listVersions(ctx.session, [row.id]);
  const before = versions.find(({ version }) => version === base);
  const verb = reply.version > base ? "改报了" : "改回了";
  return `你看后${verb}第${reply.version}版：${differences(item, before, reply)}`;
}

/** The fields whose values are others now, each with what it was; all where nothing can be compared. */
function differences(item: ItemRow, before: ReplyRow | undefined, { values }: ReplyRow): string {
  if (isNil(values)) return "零报告";
  const now = values as Record<string, Value>;
  const was = before && !isNil(before.values) ? (before.values as Record<string, Value>) : {};
  const { fields } = item.terms;
  const moved = fields.filter(
    ({ name }) => JSON.stringify(now[name]) !== JSON.stringify(was[name]),
  );
  const words = moved.map((field) => {
    const old = echoValues([field], was).slice(field.name.length).replace(/^:/, "");
    return `${echoValues([field], now) || `${field.name}空着`}${old === "" ? "" : `（原${old}）`}`;
  });
  return words.join(" ") || echoValues(fields, now) || "数没有变";
}

/** The way on: the same act upon the version that stands now, which the sentence has named. */
export function onNewOne(line: string, label: string, { version }: ReplyRow): Candidate {
  return { label, text: line, base: version };
}
