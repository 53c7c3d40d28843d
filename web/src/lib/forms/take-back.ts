import { memory } from "#web/api/memory.ts";
import { refOf } from "#web/attachments/local-file.ts";
import type { Entry } from "#web/outbox/entry.ts";
import { outbox } from "#web/outbox/outbox.svelte.ts";
import { openPanel } from "#web/shell/panel.ts";
import { draftKey, type KeptDraft, pickedKey } from "./draft-keys.ts";

/** Whether what was refused can go on as a form. */
export function isFormEntry({ state, about, envelope }: Entry): boolean {
  return state === "refused" && envelope.name === "report" && about?.node != null;
}

/** A reply that came back: its form opens with all that was filled in, photos included. */
export async function takeBack(entry: Entry): Promise<void> {
  const { person, cid, envelope } = entry;
  const { item, node } = entry.about!;
  const input = envelope.input ?? {};
  const key = draftKey({ person, item, node: node! });
  const values: KeptDraft["values"] = {};
  for (const [name, value] of Object.entries((input.values ?? {}) as object)) {
    if (!Array.isArray(value)) {
      values[name] = value;
      continue;
    }
    const own = value.filter((one) => refOf(one) !== null);
    values[name] = value.filter((one) => !own.includes(one));
    for (const one of own) await memory.files.update(refOf(one)!, { draft: pickedKey(key, name) });
  }
  const draft: KeptDraft = { values, note: typeof input.note === "string" ? input.note : "" };
  localStorage.setItem(key, JSON.stringify(draft));
  await outbox.drop(cid);
  const isProxy = input.onBehalf !== undefined;
  await openPanel({ kind: "fill", item, node, ...(isProxy && { for: "proxy" }) });
}
