import { Refusal } from "#contract/errors";
import { entryOf, FIELD_TYPE_NAMES, isAttached } from "#contract/field-types";
import type { Field, Nil, ReplyValues } from "#contract/forms";
import { isNil } from "#contract/nil";
import { type AttachmentRow, insertUses, listAttachments, listUsedAt } from "#db/attachments";
import { attachedIn, isAttachmentId } from "#domain/form/attachment-values";
import type { Context } from "../context.ts";
import type { TargetRow } from "./rows.ts";

const GONE = "附件没有找到，请去掉它，重新选一次";
/** Per field, as many as per message. */
const MOST = 9;

const kindIn = (field: Pick<Field, "type">) => entryOf(field).attached?.kind;

/** What a column for such files is called; nothing takes files of other kinds. */
function wordFor(kind: AttachmentRow["kind"]): string {
  return FIELD_TYPE_NAMES.find((type) => kindIn({ type }) === kind) ?? "文件";
}

/**
 * What came attached to the envelope, in its order.
 * @throws Refusal `not_found` for what is not there, or was sent by somebody else
 */
export async function sentAttachments(ctx: Context): Promise<AttachmentRow[]> {
  const ids = [...new Set(ctx.sent.attachments)];
  if (ids.length === 0) return [];
  const rows = new Map((await listAttachments(ctx.session, ids)).map((row) => [row.id, row]));
  return ids.map((id) => {
    const row = rows.get(id);
    if (row?.person === ctx.actor.id) return row;
    throw new Refusal("not_found", GONE, { field: "attachments" });
  });
}

/**
 * What came attached to a typed reply, as values of the form: photos go into its one field for
 * photos, recordings likewise, in the place of what was typed there.
 * @throws Refusal `bad_argument` when the form has no such field, or more than one
 */
export async function withAttached(
  ctx: Context,
  fields: Field[],
  named: { key: string; value: string }[],
): Promise<{ key: string; value: string }[]> {
  const byKind = Map.groupBy(await sentAttachments(ctx), ({ kind }) => kind);
  let given = named;
  for (const [kind, rows] of byKind) {
    const [field, other] = fields.filter((one) => kindIn(one) === kind);
    if (!field || other) {
      const word = wordFor(kind);
      const why = other ? `有几栏${word}，请打开表格逐栏放` : `没有${word}栏，请把它单独发成消息`;
      throw new Refusal("bad_argument", `这张表${why}`, { field: "attachments" });
    }
    const value = rows.map(({ id }) => id).join(",");
    given = [...given.filter(({ key }) => key !== field.name), { key: field.name, value }];
  }
  return given;
}

/**
 * Holds the photos and recordings of a reply to be the sender's own, or such as stand at the
 * target already or were prefilled. Words that are no ids (照片2) are left as they are.
 * @throws Refusal `not_found`, `bad_argument`
 */
export async function checkAttached(
  ctx: Context,
  fields: Field[],
  values: ReplyValues,
  known: { row: Pick<TargetRow, "id">; prefill: ReplyValues },
): Promise<void> {
  const ids = attachedIn(fields, values);
  if (ids.length === 0) return;
  const rows = new Map((await listAttachments(ctx.session, ids)).map((row) => [row.id, row]));
  const allowed = new Set([
    ...(await listUsedAt(ctx.session, known.row.id, ids)),
    ...attachedIn(fields, known.prefill),
  ]);
  for (const field of fields.filter(isAttached)) {
    const { name, type } = field;
    const value = values[name];
    if (!Array.isArray(value)) continue;
    if (value.length > MOST) {
      throw new Refusal("bad_argument", `“${name}”最多放${MOST}个`, { field: name });
    }
    for (const id of value.filter(isAttachmentId)) {
      const row = rows.get(id);
      if (!row || (row.person !== ctx.actor.id && !allowed.has(id))) {
        throw new Refusal("not_found", `“${name}”的${GONE}`, { field: name });
      }
      if (row.kind !== kindIn(field)) {
        throw new Refusal("bad_argument", `“${name}”要放${type}`, { field: name });
      }
    }
  }
}

/** What came attached to the envelope stands from now on at the target, for who sees its rows. */
export async function useSent(ctx: Context, target: string): Promise<void> {
  const sent = await sentAttachments(ctx);
  await insertUses(
    ctx.session,
    sent.map(({ id }) => ({ attachment: id, at: target, kind: "target" as const })),
  );
}

/** Who sees the target's rows sees from now on what its reply carries. */
export async function useAttached(
  ctx: Context,
  fields: Field[],
  values: ReplyValues | Nil,
  target: string,
): Promise<void> {
  const ids = isNil(values) ? [] : attachedIn(fields, values as ReplyValues);
  await insertUses(
    ctx.session,
    ids.map((attachment) => ({ attachment, at: target, kind: "target" as const })),
  );
}
