import { m } from "#web/i18n/paraglide/messages.js";
import { kindActions } from "#web/items/kind-actions.ts";
import { returning } from "#web/items/returning.ts";
import { asksReply } from "#web/items/target-groups.ts";
import { verify } from "#web/items/verify.ts";
import { isWaiting } from "#web/outbox/entry.ts";
import { outbox } from "#web/outbox/outbox.svelte.ts";
import { openPanel } from "#web/shell/panel.ts";
import type { Action } from "#web/ui/action.ts";
import type { QueueRow } from "./queue.ts";

/** Keys that act on the line at hand. */
export type RowKey = "v" | "r" | "c";

/** What the room may do on a line by its key, as the server says of the place; null where it may not. */
export function keyAction({ item, target }: QueueRow, key: RowKey): (() => Promise<void>) | null {
  if (!target) return null;
  const { node, path, may } = target;
  switch (key) {
    case "v":
      return may.includes("verify") && !isOnItsWay(item.id, node)
        ? () => verify(item, target)
        : null;
    case "r":
      return may.includes("return")
        ? () => openPanel({ kind: "do", command: "return", given: returning(item, target) })
        : null;
    case "c":
      if (!may.includes("proxy")) return null;
      return asksReply(item)
        ? () => openPanel({ kind: "fill", item: item.id, node, for: "proxy" })
        : () =>
            openPanel({
              kind: "do",
              command: "ack",
              given: { item: item.id, onBehalf: path || node },
            });
  }
}

/** Pressed already, and not answered yet. */
function isOnItsWay(item: string, node: string): boolean {
  const entry = outbox.about(item, node);
  return entry !== undefined && isWaiting(entry);
}

/** The same as buttons. */
export function rowActions(row: QueueRow): Action[] {
  const { item, todo } = row;
  if (todo.what === "着落") return kindActions(item);
  const whole = { 下达: "dispatch", 上报: "submit" }[todo.what as string];
  if (whole !== undefined) {
    const title = whole === "dispatch" ? m.act_dispatch() : m.act_submit();
    const run = () => openPanel({ kind: "do", command: whole, given: { item: item.id } });
    return [{ title, primary: true, run }];
  }
  const named: [RowKey, string][] = [
    ["v", m.act_verify()],
    ["r", m.act_return()],
    ["c", asksReply(item) ? m.act_proxy() : m.board_act_proxy_ack()],
  ];
  const keyed = named.flatMap(([key, title]) => {
    const run = keyAction(row, key);
    return run && belongs(row, key) ? [{ title, primary: key === "v", run }] : [];
  });
  return [...decisions(row), ...longer(row), ...keyed, ...pardons(row)];
}

/** A difficulty is seen to: what was arranged may be said, and the place goes on. */
function decisions({ item, todo, target }: QueueRow): Action[] {
  if (todo.what !== "困难" || !target?.may.includes("overcome")) return [];
  // Which kind it was is not asked of who sees to it.
  const given = { item: item.id, node: target.node, over: "已协调", kind: "" };
  const run = () => openPanel({ kind: "do", command: "difficulty", given });
  return [{ title: m.act_overcome(), primary: true, run }];
}

/** What is in the way takes time. */
function longer({ item, todo, target }: QueueRow): Action[] {
  if (todo.what !== "困难" || !target?.may.includes("extend")) return [];
  const given = { item: item.id, node: target.path || target.node };
  const run = () => openPanel({ kind: "do", command: "extend", given });
  return [{ title: m.act_extend(), run }];
}

/** What cannot be answered is asked no more. */
function pardons({ item, todo, target }: QueueRow): Action[] {
  if (todo.what !== "困难" || !target?.may.includes("excuse")) return [];
  const given = { item: item.id, node: target.node };
  const run = () => openPanel({ kind: "do", command: "excuse", given });
  return [{ title: m.board_act_excuse(), run }];
}

/** What was reported is verified or returned; what is silent is answered for. */
function belongs({ todo }: QueueRow, key: RowKey): boolean {
  return (todo.what === "核实") === (key !== "c");
}
