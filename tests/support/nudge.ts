import { herald } from "#bots/herald/bot";
import { nudge } from "#bots/nudge/bot";
import { tasker } from "#bots/tasker/bot";
import { findItemsByShortId, type ItemRow } from "#db/items";
import { listTargets, type TargetRow } from "#db/targets";
import { displayName } from "#domain/org/short-name";
import { platform } from "../../server/commands/platform.ts";
import { openTestKernel, type TestKernel, type TestKernelOptions } from "./kernel.ts";

/** A county of a fixture with all that takes part in reminding. */
export function openReminded(
  fixture: "kaihua-day" | "yongtai-day",
  more: Partial<TestKernelOptions> = {},
): Promise<TestKernel> {
  return openTestKernel({ bots: [platform, herald, tasker, nudge], fixture, ...more });
}

/** Texts of a channel's reminders, oldest first; with `standing` only what has not been replaced. */
export async function reminders(
  k: TestKernel,
  channel: string,
  { standing = false } = {},
): Promise<string[]> {
  const rows = await k.messages(channel);
  return rows
    .filter((row) => row.kind === "reminder" && row.bot === "nudge")
    .filter((row) => !standing || row.replacedBy === null)
    .map((row) => row.text);
}

/** Which channels got reminders since the last call, by name, sorted; conversations as `@account`. */
export function watch(k: TestKernel, channels: string[]): () => Promise<string[]> {
  const seen = new Map<string, number>();
  return async () => {
    const fresh: string[] = [];
    for (const name of channels) {
      const n = (await reminders(k, name)).length;
      if (n > (seen.get(name) ?? 0)) fresh.push(name);
      seen.set(name, n);
    }
    return fresh;
  };
}

/** An item's row by its short id, without its letter: `0127-01`. */
export async function itemOf(k: TestKernel, monthDay: string, n = 1): Promise<ItemRow> {
  const [item] = await findItemsByShortId(k.kernel.read, { monthDay, n });
  if (!item) throw new Error(`no item ${monthDay}-${n}`);
  return item;
}

/** One target of an item by the place's name. */
export async function targetOf(k: TestKernel, item: ItemRow, name: string): Promise<TargetRow> {
  const { tree } = k.kernel.org();
  const rows = await listTargets(k.kernel.read, item.id);
  const row = rows.find(({ node }) => displayName(tree.get(node)!) === name);
  if (!row) throw new Error(`${item.label} has no target ${name}`);
  return row;
}
