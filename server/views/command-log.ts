import { z } from "zod";
import type { CommandLog, LogEntry } from "#contract/command-log";
import { Refusal } from "#contract/errors";
import { type ChannelRow, listChannels } from "#db/channels";
import { type LoggedCommand, type LogMark, listCommands } from "#db/command-log";
import { listItems } from "#db/items";
import { displayName } from "#domain/org/short-name";
import { can } from "#domain/rights/rights";
import { Cursor, readPage, type Wish } from "./paging.ts";
import type { Viewer } from "./viewer.ts";

const LOG = new Cursor<LogMark>(
  "commands",
  z.object({ at: z.int(), person: z.string(), cid: z.string() }),
);

/**
 * The record of who did what (SPEC §6): the auditor's and the administrator's, and everyone's own.
 * @param asked.person id or account; without one, everybody's for who may, else one's own
 * @param asked.from first instant of a span of time, `asked.to` the first one after it
 * @param asked.before `after` as it was called first
 * @throws Refusal `forbidden`, the same whether there is such a person or not; `malformed`
 */
export async function commandLog(
  viewer: Viewer,
  asked: Wish & { person?: string; from?: number; to?: number; before?: string },
): Promise<CommandLog> {
  const { from, to, limit } = asked;
  const person = subjectOf(viewer, asked.person);
  const { rows: shown, next } = await readPage(
    { limit, after: asked.after ?? asked.before },
    {
      cursor: LOG,
      read: (before, most) =>
        listCommands(viewer.session, { person, from, to, before, limit: most }),
      keyOf: ({ at, person, cid }) => ({ at, person, cid }),
      keep: (row) => row,
    },
  );
  const channels = await known(shown, "channel", (ids) => listChannels(viewer.session, ids));
  const items = await known(shown, "item", (ids) => listItems(viewer.session, { ids }));
  return {
    entries: shown.map((row) => ({
      ...entry(viewer, row),
      channel: row.channel,
      channelName: nameOf(viewer, row.channel, channels),
      item: row.item,
      itemLabel: (row.item && items.get(row.item)?.label) ?? null,
    })),
    ...{ next, before: next },
  };
}

/** What the rows name by id, by that id. */
async function known<T extends { id: string }>(
  rows: LoggedCommand[],
  key: "channel" | "item",
  list: (ids: string[]) => Promise<T[]>,
): Promise<Map<string, T>> {
  const ids = [...new Set(rows.flatMap((row) => row[key] ?? []))];
  return ids.length === 0 ? new Map() : new Map((await list(ids)).map((row) => [row.id, row]));
}

/** `杨林镇`, or `@任务` for one's talk with a bot, which has no row before its first message. */
function nameOf(
  { registry }: Viewer,
  id: string | null,
  channels: ReadonlyMap<string, ChannelRow>,
): string | null {
  const known = id === null ? undefined : channels.get(id);
  const [kind, key] = known ? [known.kind, known.bot] : (id ?? "").split(":");
  if (kind !== "bot") return known?.name ?? null;
  const bot = registry.bots.get(key ?? "")?.zh ?? known?.name;
  return bot === undefined ? null : `@${bot}`;
}

/** Whose commands are read; undefined is everybody's. */
function subjectOf({ org, person, now }: Viewer, asked: string | undefined): string | undefined {
  const subject = { person, org, now };
  if (asked === undefined) return can(subject, "audit", {}).ok ? undefined : person;
  const about = org.person(asked)?.id ?? org.byAccount(asked)?.id ?? asked;
  if (can(subject, "audit", { about }).ok) return about;
  throw new Refusal("forbidden", "别人的命令记录，只有数据保护审计和系统管理员能看");
}

function entry(
  { org, registry }: Viewer,
  { at, clientAt, name, person, node }: LoggedCommand,
): Omit<LogEntry, "channel" | "channelName" | "item" | "itemLabel"> {
  const posts = org.assignmentsOf(person, at).map(({ post, node }) => {
    const place = org.tree.get(node);
    return `${place ? displayName(place) : node} ${org.post(post)?.zh ?? post}`;
  });
  const commandName = registry.command(name)?.zh ?? null;
  const who = { person, name: org.person(person)?.name ?? person, posts };
  const place = node === null ? undefined : org.tree.get(node);
  const where = { node, nodeName: place ? displayName(place) : null };
  return { at, clientAt, command: name, commandName, ...where, ...who };
}
