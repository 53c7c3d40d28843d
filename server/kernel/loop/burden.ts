import type { Field } from "#contract/forms";
import { countAnswersSince, countOpenForms } from "#db/burden";
import { listItems } from "#db/items";
import type { Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { startOfDay } from "#domain/time/zone";
import type { Context } from "../context.ts";

/** Reuse is offered for at most so many fields; more would hide the card. */
const OFFERED = 3;

/**
 * What a new form adds to, told to whoever issues it (SPEC §1.23): the forms these places have not
 * filled yet, and fields that they have answered today and need not be asked again.
 */
export async function burdenLines(ctx: Context, nodes: Node[], fields: Field[]): Promise<string[]> {
  return [...(await openForms(ctx, nodes)), ...(await answeredToday(ctx, nodes, fields))];
}

/** `负担：已有12个单位手上有表没填，最多3张（石门一网格）`. */
async function openForms({ session, registry }: Context, nodes: Node[]): Promise<string[]> {
  const kinds = [...registry.kinds.values()].filter((kind) => kind.targets?.answer === "reply");
  const open = await countOpenForms(
    session,
    kinds.map((kind) => kind.key),
    nodes.map((node) => node.id),
  );
  const most = Math.max(...open.values());
  const busiest = nodes.find((node) => open.get(node.id) === most);
  if (!busiest) return [];
  return [`负担：已有${open.size}个单位手上有表没填，最多${most}张（${displayName(busiest)}）`];
}

/** `“在册”今天已有9个单位在 T0127-01 报过，可以预填：在册:整数=T0127-01.在册`. */
async function answeredToday(ctx: Context, nodes: Node[], fields: Field[]): Promise<string[]> {
  const { session, now } = ctx;
  const ids = nodes.map((node) => node.id);
  const answers = await countAnswersSince(session, ids, startOfDay(now));
  if (answers.size === 0) return [];
  const items = await listItems(session, { ids: [...answers.keys()] });
  const lines = fields.flatMap((field) => {
    if (field.prefill?.from === "item") return [];
    const same = (one: Field) => one.name === field.name && one.type === field.type;
    const asked = items.find((item) => item.terms.fields.some(same));
    if (!asked) return [];
    const { label } = asked;
    const reuse = `${field.name}:${field.type}=${label}.${field.name}`;
    return [
      `“${field.name}”今天已有${answers.get(asked.id)}个单位在 ${label} 报过，可以预填：${reuse}`,
    ];
  });
  return lines.slice(0, OFFERED);
}
