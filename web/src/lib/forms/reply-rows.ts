import type { ItemView, NodeView, TargetView } from "#contract/nouns";
import { figuresOf, ReplyDraft } from "./reply-draft.svelte.ts";

/** A place to be answered for, with what is known of it. */
export interface ReplyPlaceFacts {
  node: string;
  name: string;
  target: TargetView | null;
  place: NodeView | null;
}

/** One row of a reply form. */
export interface ReplyRow {
  node: string;
  name: string;
  /** Version that the writer sees. */
  version: number;
  draft: ReplyDraft;
  /** The answer that stands, by field. */
  answered: Record<string, unknown>;
  /** Fields that begin with what the directory knows. */
  known: ReadonlySet<string>;
}

/** @param person whose form it is */
export function rowsOf(item: ItemView, person: string, places: ReplyPlaceFacts[]): ReplyRow[] {
  return places.map(({ node, name, target, place }) => {
    const figures = figuresOf(item.fields, place);
    const answered = target?.values ?? {};
    return {
      ...{ node, name, version: target?.version ?? 0 },
      answered,
      known: new Set(Object.keys(figures).filter((key) => !(key in answered))),
      draft: new ReplyDraft({ person, item: item.id, node }, item, { ...figures, ...answered }),
    };
  });
}
