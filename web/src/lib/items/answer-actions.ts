import Check from "@lucide/svelte/icons/check";
import CheckCheck from "@lucide/svelte/icons/check-check";
import CircleHelp from "@lucide/svelte/icons/circle-question-mark";
import PenLine from "@lucide/svelte/icons/pen-line";
import Smartphone from "@lucide/svelte/icons/smartphone";
import type { ItemView } from "#contract/nouns";
import type { Todo } from "#contract/todo";
import { m } from "#web/i18n/paraglide/messages.js";
import { outbox } from "#web/outbox/outbox.svelte.ts";
import { openPanel } from "#web/shell/panel.ts";
import { store } from "#web/sync/store.svelte.ts";
import { isOwnAnswer } from "#web/todo/todo-words.ts";
import { waiting } from "#web/todo/waiting.svelte.ts";
import type { Action } from "#web/ui/action.ts";
import { targets } from "./items.svelte.ts";
import { tellOutcome } from "./tell-outcome.ts";

/** What the viewer may answer to an item: 收到 · 填报 · 有困难, as the server says it waits for them. */
export function answerActions(item: ItemView): Action[] {
  const todo = waiting.of(item.id);
  const own = todo.filter(isOwnAnswer);
  if (own.length === 0) return [];
  const asksReply = own.some(({ what }) => what === "填报");
  const said = receiptOf(item.id, own);
  const node = own.length === 1 ? own[0]!.node : null;
  const receipt: Action = {
    key: "ack",
    title: { none: m.ack, kept: m.ack_kept, given: m.acked }[said](),
    icon: said === "kept" ? Smartphone : CheckCheck,
    enabled: said === "none",
    primary: !asksReply,
    run: () => acknowledge(item),
  };
  if (!asksReply) return [receipt];
  const fill: Action = {
    title: m.fill(),
    icon: PenLine,
    primary: true,
    run: () => openPanel({ kind: "fill", item: item.id, node }),
  };
  const hard = own.filter(({ difficulty }) => difficulty);
  if (hard.length === own.length) return [fill, ...hard.map((one) => solved(item, one, own))];
  return [
    receipt,
    fill,
    ...hard.map((one) => solved(item, one, own)),
    {
      title: m.difficulty(),
      icon: CircleHelp,
      run: () =>
        openPanel({
          kind: "do",
          command: "difficulty",
          // That it is over is a button of its own, once it was said.
          given: { item: item.id, over: "", ...(node !== null && { node }) },
        }),
    },
  ];
}

/** What was in the way is gone by itself; the reply is still asked for. */
function solved(item: ItemView, { node, nodeName }: Todo, own: readonly Todo[]): Action {
  return {
    title: own.length > 1 ? m.act_resolved_at({ name: nodeName }) : m.act_resolved(),
    icon: Check,
    run: async () => {
      const input = { item: item.id, node, over: "已解除" };
      const outcome = await outbox.send(
        { channel: channelFor(item), name: "difficulty", input },
        {
          label: `${m.act_resolved()} ${item.label} ${nodeName}`,
          about: { item: item.id, node, act: "other" },
        },
      );
      tellOutcome(outcome, "difficulty", channelFor(item));
      waiting.soon();
    },
  };
}

/**
 * Known from this device's own outbox at once; what was said in the talk, from the server. What
 * only lies on the phone is not 已收到 (UX 7).
 */
function receiptOf(item: string, own: Todo[]): "none" | "kept" | "given" {
  const said = outbox.entries.filter(
    ({ about, state }) => about?.item === item && about.act !== "other" && state !== "refused",
  );
  if (own.every(({ acked }) => acked) || said.some(({ state }) => state === "accepted"))
    return "given";
  return said.length > 0 ? "kept" : "none";
}

async function acknowledge(item: ItemView): Promise<void> {
  const outcome = await outbox.send(
    { channel: channelFor(item), name: "ack", input: { item: item.id } },
    {
      label: `${m.ack()} ${item.label} ${item.title}`,
      about: { item: item.id, node: null, act: "ack" },
    },
  );
  // A refusal stands on the card itself.
  if (outcome.kind !== "refused") tellOutcome(outcome, "ack", channelFor(item));
  if (outcome.kind !== "waiting") {
    waiting.soon();
    void targets.refresh(item.id);
  }
}

/** Where cards are answered from; commands do not run among residents. */
const WORK = ["hq", "room", "staff", "bot"];

/** Any working channel of the speaker's will do: what is meant is named by its full id. */
export function channelFor(item: Pick<ItemView, "channel">): string {
  const { order, channels } = store.now;
  if (channels[item.channel]) return item.channel;
  const own = (order ?? []).filter((id) => WORK.includes(channels[id]?.view.kind ?? ""));
  return own[0] ?? order?.[0] ?? item.channel;
}
