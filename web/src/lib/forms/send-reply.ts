import type { ItemView } from "#contract/nouns";
import { newCid } from "#web/api/new-cid.ts";
import { m } from "#web/i18n/paraglide/messages.js";
import { channelFor } from "#web/items/answer-actions.ts";
import { targets } from "#web/items/items.svelte.ts";
import { type Outcome, outbox } from "#web/outbox/outbox.svelte.ts";
import { waiting } from "#web/todo/waiting.svelte.ts";
import type { ReplyDraft } from "./reply-draft.svelte.ts";

/** How another was heard (SPEC §1.18). */
export interface Heard {
  via: string;
  other: string | null;
}

export interface Reply {
  node: string;
  draft: ReplyDraft;
  stage: string | null;
  /** Version that the writer has seen. */
  version: number;
  /** Answered for another; null by one who answers for the place. */
  proxy: Heard | null;
}

/**
 * Sends one place's reply. A refusal leaves the outbox at once: the form still has what was typed.
 * @param confirmed goes on with an earlier sending whose preview was pressed
 */
export async function sendReply(
  item: ItemView,
  { node, draft, stage, version, proxy }: Reply,
  confirmed?: { id: string; cid: string },
): Promise<{ outcome: Outcome; cid: string }> {
  const cid = confirmed?.cid ?? newCid();
  const note = draft.note.trim();
  const input = {
    item: item.id,
    ...(proxy
      ? { onBehalf: node, via: proxy.via, ...(proxy.other !== null && { other: proxy.other }) }
      : { node }),
    values: draft.input,
    ...(note !== "" && { note }),
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
      files: draft.files,
      onKept: () => draft.forget(),
    },
  );
  if (outcome.kind === "refused") {
    await draft.keepAgain();
    await outbox.drop(cid);
  } else {
    waiting.soon();
    void targets.refresh(item.id);
  }
  return { outcome, cid };
}
