import { api } from "#web/api/calls.ts";
import { outbox } from "#web/outbox/outbox.svelte.ts";
import { tallyKey } from "#web/sync/state.ts";
import { store } from "#web/sync/store.svelte.ts";
import { watchTally } from "#web/sync/tallies.ts";
import { copied } from "#web/ui/copied.svelte.ts";
import { page } from "$app/state";
import { welcome } from "./welcome.svelte.ts";

/** Ticks the steps by what this screen hears; called where the steps are shown. */
export function watchSteps(): void {
  // 发任务: the server has taken a task from here that asks the phone's place.
  const issued = $derived(
    outbox.entries.findLast(
      ({ state, answer, answeredAt }) =>
        state === "accepted" &&
        typeof answer?.result.item === "string" &&
        answeredAt! >= welcome.run.startedAt,
    )?.answer?.result.item as string | undefined,
  );
  $effect(() => {
    if (issued !== undefined && welcome.run.item === null) void lookAt(issued);
  });

  // 手机收到, 填报: the counts of that one place, as they come over the line.
  const item = $derived(welcome.run.item);
  const node = $derived(welcome.run.node);
  $effect(() => (item !== null && node !== null ? watchTally(item, node) : undefined));
  const counts = $derived(
    item !== null && node !== null ? store.now.tallies[tallyKey(item, node)]?.counts : undefined,
  );
  const isOnBoard = $derived(
    item !== null && page.params.id === item && page.route.id === "/(app)/board/[id]",
  );
  const isCopied = $derived(item !== null && copied.text.startsWith(`${welcome.run.label} `));
  $effect(() => {
    if (!counts) return;
    if (counts.acked > 0) welcome.note({}, "ack");
    if (counts.replied > 0) welcome.note({}, "ack", "fill");
    // 看板变了: it stands on this screen with the answer in it.
    if (counts.replied > 0 && isOnBoard) welcome.note({}, "board");
    if (counts.replied > 0 && isCopied) welcome.note({}, "copy");
  });
}

/** Whether this is the task: of now, with a form, and the phone's holder answers for a place of it. */
async function lookAt(id: string): Promise<void> {
  try {
    const [item, targets] = await Promise.all([api.item(id), api.targets(id)]);
    const holder = welcome.phone?.account;
    const place = targets.find(({ responsible }) =>
      responsible.some(({ name }) => name === holder),
    );
    if (!place || item.fields.length === 0 || item.at < welcome.run.startedAt) return;
    const { node, nodeName } = place;
    welcome.note({ item: item.id, label: item.label, node, nodeName }, "send");
  } catch {
    // Out of sight, or no line: the next answer asks again.
  }
}
