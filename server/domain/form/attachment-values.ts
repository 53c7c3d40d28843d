import { isAttached } from "#contract/field-types";
import type { Field, ReplyValues } from "#contract/forms";

/** As the ids of attachments are made; what people type is never like it. */
const ID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

export function isAttachmentId(word: string): boolean {
  return ID.test(word);
}

/** Ids of the photos and recordings of a reply, each once. */
export function attachedIn(fields: Field[], values: ReplyValues): string[] {
  const ids = fields.filter(isAttached).flatMap(({ name }) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return Array.isArray(value) ? value : [];
  });
  return [...new Set(ids.filter(isAttachmentId))];
}
