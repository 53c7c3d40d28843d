import type { ItemView } from "#contract/nouns";
import { newCid } from "#web/api/new-cid.ts";
import { m } from "#web/i18n/paraglide/messages.js";
import { channelFor } from "#web/items/answer-actions.ts";
import { targets } from "#web/items/items.svelte.ts";
import { type Outcome, outbox } from "#web/outbox/outbox.svelte.ts";
import { waiting } from "#web/todo/waiting.svelte.ts";
import type { ReplyDraft } from "./reply-draft.svelte.ts";

export interface Reply {
  node: string;
  draft: ReplyDraft;
  stage: string | null;
  /** Version that the writer has seen. */
  version: number;
  /** The only place asked about: it need not be named. */
  only: boolean;
}

/**
 * Sends one place's reply. A refusal leaves the outbox at once: the form still has what was typed.
 * @param confirmed goes on with an earlier sending whose preview was pressed
 */
export async function sendReply(
  item: ItemView,
  { node, draft, stage, version, only }: Reply,
  confirmed?: { id: string; cid: string },
): Promise<{ outcome: Outcome; cid: string }> {
  const cid = confirmed?.cid ?? newCid();
  const input = {
    item: item.id,
    ...(!only && { node }),
    values: draft.input as Record<string, string>,
    ...(draft.note.trim() !== "" && { note: draft.note.trim() }),
    ...(stage !== null && { stage }),
  };
  const outcome = await outbox.send(
    {
      ...{ cid, channel: channelFor(item), name: "report", input },
      ...(version > 0 && { base: version }),
      ...(confirmed && { confirm: confirmed.id }),
    },
    {
      label: `${m.fill()} ${item.label} ${item.title}`,
      about: { item: item.id, node, act: "report" },
    },
  );
  if (outcome.kind === "refused") await outbox.drop(cid);
  else {
    waiting.soon();
    void targets.refresh(item.id);
  }
  return { outcome, cid };
}
