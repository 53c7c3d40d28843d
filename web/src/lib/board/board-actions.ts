import BadgeCheck from "@lucide/svelte/icons/badge-check";
import BellRing from "@lucide/svelte/icons/bell-ring";
import CalendarClock from "@lucide/svelte/icons/calendar-clock";
import CircleSlash from "@lucide/svelte/icons/circle-slash";
import Handshake from "@lucide/svelte/icons/handshake";
import PenLine from "@lucide/svelte/icons/pen-line";
import Split from "@lucide/svelte/icons/split";
import Undo2 from "@lucide/svelte/icons/undo-2";
import type { ItemView, TargetAct, TargetView } from "#contract/nouns";
import { m } from "#web/i18n/paraglide/messages.js";
import { channelFor } from "#web/items/answer-actions.ts";
import { placeKey, replies, silent } from "#web/items/items.svelte.ts";
import { tellOutcome } from "#web/items/tell-outcome.ts";
import { verify } from "#web/items/verify.ts";
import { outbox } from "#web/outbox/outbox.svelte.ts";
import { openPanel } from "#web/shell/panel.ts";
import type { Action } from "#web/ui/action.ts";

/** What is done with a reason, which is asked for where one stands; 已协调 may say how, and need not. */
export type Reasoned = "return" | "excuse" | "overcome";

/**
 * What one may do with one row: what the server says, and nothing else. An item with fields is
 * answered with a reply, else with a receipt.
 * @param ask opens the line for the reason
 */
export function rowActions(
  item: ItemView,
  target: TargetView,
  asksReply: boolean,
  ask: (act: Reasoned) => void,
): Action[] {
  const { node, may } = target;
  const has = (act: TargetAct) => may.includes(act);
  const actions: Action[] = [];
  if (has("overcome") && !has("report")) {
    actions.push({
      title: m.act_overcome(),
      icon: Handshake,
      primary: true,
      run: () => ask("overcome"),
    });
  }
  // Longer is one of the ways out of a difficulty; until when is asked in its form.
  if (has("extend") && target.difficulty !== null) {
    actions.push({
      title: m.act_extend(),
      icon: CalendarClock,
      run: () =>
        openPanel({
          kind: "do",
          command: "extend",
          given: { item: item.id, node: placeName(target) },
        }),
    });
  }
  if (has("verify")) {
    actions.push({
      title: m.board_act_verify(),
      icon: BadgeCheck,
      primary: true,
      run: () => verify(item, target),
    });
  }
  if (has("return"))
    actions.push({ title: m.board_act_return(), icon: Undo2, run: () => ask("return") });
  // Whoever said what is in the way needs no reminder of it.
  if (has("nudge") && target.difficulty === null) {
    actions.push({
      title: m.board_act_nudge(),
      icon: BellRing,
      primary: true,
      run: () => nudge(item, [target]),
    });
  }
  if (asksReply && (has("report") || has("proxy"))) {
    const own = has("report") ? m.board_act_report() : m.board_act_proxy();
    actions.push({
      title: has("correct") ? m.board_act_correct() : own,
      icon: PenLine,
      run: () =>
        openPanel({ kind: "fill", item: item.id, node, ...(!has("report") && { for: "proxy" }) }),
    });
  }
  if (!asksReply && has("proxy")) {
    actions.push({
      title: m.board_act_proxy_ack(),
      icon: PenLine,
      run: () =>
        openPanel({
          kind: "do",
          command: "ack",
          given: { item: item.id, onBehalf: placeName(target) },
        }),
    });
  }
  if (has("dispatch")) {
    actions.push({
      title: m.board_undispatched_act(),
      icon: Split,
      primary: true,
      run: () => openPanel({ kind: "do", command: "dispatch", given: { item: item.id } }),
    });
  }
  if (has("excuse"))
    actions.push({ title: m.board_act_excuse(), icon: CircleSlash, run: () => ask("excuse") });
  return actions;
}

type Named = Pick<TargetView, "node" | "nodeName" | "path">;

/** What a command finds this place by, and no other. */
const placeName = ({ path, node }: Named) => path || node;

/** What each is called, and the command that does it. */
const WITH_REASON: Record<Reasoned, { title: () => string; command: string; as: string }> = {
  return: { title: m.board_act_return, command: "return", as: "reason" },
  excuse: { title: m.board_act_excuse, command: "excuse", as: "reason" },
  overcome: { title: m.act_overcome, command: "difficulty", as: "note" },
};

/**
 * 退回, 免报 and 已协调. What was looked at is returned: of a newer reply the server says what it is, and the
 * place is asked for again.
 * @returns whether it was taken, or waits for the line
 */
export async function withReason(
  item: ItemView,
  act: Reasoned,
  target: Named & Pick<TargetView, "standing">,
  reason: string,
): Promise<boolean> {
  const { title, command, as } = WITH_REASON[act];
  const label = `${title()} ${item.label} ${target.nodeName}`;
  const seen = act === "return" ? target.standing : null;
  const input = {
    node: placeName(target),
    ...(reason !== "" && { [as]: reason }),
    ...(act === "overcome" && { over: "已协调" }),
  };
  const isTaken = await send(item, command, input, label, seen);
  if (!isTaken) await replies.refresh(placeKey(item.id, target.node));
  return isTaken;
}

/** 更正申请 and 两报不一致: which of the two counts. @param newest version that was seen to wait */
export async function settle(
  item: ItemView,
  target: Named,
  take: "新" | "旧",
  newest: number,
): Promise<void> {
  const label = m.board_act_verify_label({ label: item.label, name: target.nodeName });
  await send(item, "verify", { nodes: [placeName(target)], take }, label, newest);
}

/** Reminds these places; nobody named means all that the viewer may remind. */
export async function nudge(item: ItemView, targets: Named[]): Promise<void> {
  const name = targets.length === 1 ? targets[0]!.nodeName : "";
  const nodes = targets.map(placeName);
  const label = m.board_act_nudge_label({ label: item.label, name });
  await send(item, "nudge", nodes.length > 0 ? { nodes } : {}, label);
}

async function send(
  item: ItemView,
  name: string,
  more: Record<string, unknown>,
  label: string,
  base: number | null = null,
): Promise<boolean> {
  const outcome = await outbox.send(
    {
      ...{ channel: channelFor(item), name, input: { item: item.id, ...more } },
      ...(base !== null && { base }),
    },
    { label, about: { item: item.id, node: null, act: "other" } },
  );
  tellOutcome(outcome, name, channelFor(item));
  silent.refreshOf(item.id);
  return outcome.kind !== "refused";
}
