/** A draft as it lies on the device. */
export interface KeptDraft {
  values: Record<string, unknown>;
  note: string;
}

/** Where a form's draft lies; its owner is part of it, for phones go from hand to hand. */
export function draftKey({ person, item, node }: ReplyPlace): string {
  return `lingda.reply ${person} ${item} ${node}`;
}

/** Whose form it is, and what it answers. */
export interface ReplyPlace {
  person: string;
  item: string;
  node: string;
}

/** Where the files of one of its fields lie. */
export function pickedKey(draft: string, field: string): string {
  return `${draft} ${field}`;
}
