import { optionsOf } from "#contract/field-types";
import type { Value } from "#contract/forms";
import { describeField } from "#domain/form/fields";
import { resolveNode } from "#domain/org/node-ref";
import { accessItem, viewerOf } from "../access.ts";
import type { Asking, Offer } from "../args/arg.ts";
import type { Context } from "../context.ts";
import { asksReply } from "../define-kind.ts";
import { isAnswered, kindOf } from "../loop/change.ts";
import { type Held, heldBy, isShownHere, newestRounds, targetsOf } from "../loop/find.ts";
import { prefillOf } from "../loop/prefill.ts";
import { currentOf } from "../loop/series.ts";
import { beginning } from "./match.ts";

/** `在册=6`: the fields of the reply that is being written, with what they start from. */
export async function replyOffers(prefix: string, ctx: Context, line: Asking): Promise<Offer[]> {
  const bound = await boundTo(ctx, line);
  if (!bound) return [];
  const begins = beginning(prefix);
  const fields = bound.item.terms.fields.filter(
    ({ name }) => begins(name) && !line.given.has(name),
  );
  const filled = bound.row ? await prefillOf(ctx, fields, bound.row.node, bound.item.id) : {};
  return fields.map((field) => ({
    insert: `${field.name}=${spelled(filled[field.name])}`,
    label: `${field.name}=`,
    detail: describeField(field),
    kind: "field",
  }));
}

/** After `字段=`: its choices. */
export async function fieldValueOffers(
  name: string,
  prefix: string,
  ctx: Context,
  line: Asking,
): Promise<Offer[]> {
  const bound = await boundTo(ctx, line);
  const field = bound?.item.terms.fields.find((one) => one.name === name);
  if (!field) return [];
  return optionsOf(field)
    .filter(beginning(prefix))
    .map((word) => ({ insert: word, label: word, kind: "choice" }));
}

/** 阶段=: the stages of the item that would be answered, in their order. */
export async function stageOffers(prefix: string, ctx: Context, line: Asking): Promise<Offer[]> {
  const bound = await boundTo(ctx, line);
  const stages = bound ? bound.item.terms.stages : [];
  return stages
    .filter(beginning(prefix))
    .map((stage) => ({ insert: stage, label: stage, kind: "stage" }));
}

/**
 * What the reply would bind to (SPEC §1.9): the item typed, else the only one here that waits for
 * the person. Null where that is not one.
 */
async function boundTo(
  ctx: Context,
  { given }: Asking,
): Promise<{ item: Held["item"]; row: Held["row"] | null } | null> {
  const typed = given.get("item");
  const held = (await heldBy(ctx, ctx.actor.id)).filter(({ item }) => asksReply(kindOf(ctx, item)));
  if (typed !== undefined) {
    const named = await accessItem(viewerOf(ctx), typed).catch(() => null);
    const item = named && (await currentOf(ctx.session, named));
    return item && { item, row: await rowFor(ctx, item, held, given) };
  }
  const open = newestRounds(held).filter(({ item, row }) => !isAnswered(kindOf(ctx, item), row));
  const here = open.filter((one) => isShownHere(ctx, one));
  const [first, ...others] = here.length > 0 ? here : open;
  if (!first || others.some(({ item }) => item.id !== first.item.id)) return null;
  return { item: first.item, row: await rowFor(ctx, first.item, [first, ...others], given) };
}

/** The target: the place named, where one may answer for it, else one's own. */
async function rowFor(
  ctx: Context,
  item: Held["item"],
  held: Held[],
  given: Asking["given"],
): Promise<Held["row"] | null> {
  const rows = held.filter((one) => one.item.id === item.id).map(({ row }) => row);
  const named = given.get("node") ?? given.get("onBehalf");
  const place = named === undefined ? ctx.channel?.node : placeCalled(ctx, named);
  const own = rows.find((row) => row.node === place) ?? (named === undefined ? rows[0] : undefined);
  if (own || !place || !ctx.may("reply", { node: place })) return own ?? null;
  const [row] = await targetsOf(ctx, item, { nodes: [place] });
  return row ?? null;
}

function placeCalled({ org, place: from, now }: Context, name: string): string | undefined {
  const ref = resolveNode(org.tree, name, { from, now });
  return ref.ok ? ref.node.id : undefined;
}

/** A value as it would be typed; what cannot be is left for the person. */
function spelled(value: Value | undefined): string {
  if (typeof value === "number") return `${value}`;
  if (typeof value === "boolean") return value ? "是" : "否";
  return typeof value === "string" && !/[\s,，、=]/.test(value) ? value : "";
}
