import type { AttachmentRow } from "#db/attachments";
import type { ItemRow } from "#db/items";
import type { MessageRow } from "#db/messages";
import type { TargetRow } from "#db/targets";
import type { OrgChange } from "#domain/org/org";

/**
 * What one committed command or timer changed, for those who show it live. Handed out after the
 * commit, in commit order; the database stays the truth.
 */
export interface Effects {
  /** New rows of channels' logs, with their seqs. */
  messages: MessageRow[];
  /** What those messages carry. */
  attachments: AttachmentRow[];
  /** Places whose tally of an item changed. */
  tallies: { item: string; node: string }[];
  /** Targets as they are now. */
  targets: TargetRow[];
  /** Items that were issued or ended. */
  items: ItemRow[];
  /** The tree, people or assignments changed: rights are to be decided anew. */
  orgChanged: boolean;
  /** What of them; null where that is not told, and all is read again. */
  org: OrgChange | null;
}

export function noEffects(): Effects {
  return {
    ...{ messages: [], attachments: [], tallies: [], targets: [], items: [] },
    ...{ orgChanged: false, org: null },
  };
}
