import type { Field, ReplyValues } from "#contract/forms";
import type { Context } from "../context.ts";
import { lastValues, valuesAt } from "./find.ts";

/** What the form starts from: the directory's figures, this place's last answer, another item's. */
export async function prefillOf(
  ctx: Context,
  fields: Field[],
  node: string,
  item: string,
): Promise<ReplyValues> {
  const place = ctx.org.tree.get(node);
  const filled: ReplyValues = {};
  for (const { name, prefill } of fields) {
    if (!prefill || !place) continue;
    const source =
      prefill.from === "node"
        ? place[prefill.figure]
        : prefill.from === "last"
          ? (await lastValues(ctx, node, item, name))?.[name]
          : (await valuesAt(ctx, prefill.item, node))?.[prefill.field];
    if (source !== null && source !== undefined) filled[name] = source;
  }
  return filled;
}
