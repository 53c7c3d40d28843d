import type { Field } from "#contract/forms";
import type { ReplyDraft } from "../reply-draft.svelte.ts";
import type { Typed } from "../typed.ts";

/** What a control of one field of a reply is given. */
export interface WidgetProps {
  /** Of the element that the field's name labels. */
  id: string;
  field: Field;
  draft: ReplyDraft;
  value: Typed;
  set: (value: Typed) => void;
  /** What was answered here before, where it can be typed again. */
  before: string | null;
  /** Ids of what says why the value is wrong; null while it is not. */
  wrong: string | null;
  /** Ids of all that is said of it. */
  said: string;
  /** Where completions of places are asked. */
  channel: string;
}

export function textOf(value: Typed): string {
  return typeof value === "string" ? value : "";
}
