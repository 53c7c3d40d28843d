import { z } from "zod";
import { Refusal } from "#contract/errors";
import { type ChannelRow, listChannels } from "#db/channels";
import { type LoggedCommand, type LogMark, listCommands } from "#db/command-log";
import { can } from "#domain/rights";
import { displayName } from "#domain/short-name";
import type { Viewer } from "./viewer.ts";

const PAGE = 50;

/** One command that was carried out: who, when, what and where; never what was written in it. */
export const LogEntry = z.object({
  at: z.number(),
  /** When it was written, if that was before it could be sent. */
  clientAt: z.number().nullable(),
  command: z.string(),
  /** As people know it; null for a command that this version no longer has. */
  commandName: z.string().nullable(),
  channel: z.string().nullable(),
  channelName: z.string().nullable(),
  person: z.string(),
  name: z.string(),
  /** Posts the person held then: 县综合指挥中心 (永泰县). */
  posts: z.array(z.string()),
});
export type LogEntry = z.infer<typeof LogEntry>;

export const CommandLog = z.object({
  entries: z.array(LogEntry),
  /** For the next page; null at the end. */
  before: z.string().nullable(),
});
export type CommandLog = z.infer<typeof CommandLog>;

/**
 * The record of who did what (SPEC §6): the auditor's and the administrator's, and everyone's own.
 * @param asked.person id or account; without one, everybody's for who may, else one's own
 * @param asked.before where the last page ended
 * @throws Refusal `forbidden`, the same whether there is such a person or not; `malformed`
 */
export async function commandLog(
  viewer: Viewer,
  asked: { person?: string; before?: string },
): Promise<CommandLog> {
  const about = subjectOf(viewer, asked.person);
  const filter = { person: about, before: markOf(asked.before), limit: PAGE + 1 };
  const rows = await listCommands(viewer.session, filter);
  const shown = rows.slice(0, PAGE);
  const ids = [...new Set(shown.flatMap(({ channel }) => channel ?? []))];
  const channels = new Map((await listChannels(viewer.session, ids)).map((row) => [row.id, row]));
  const last = shown.at(-1);
  return {
    entries: shown.map((row) => {
      const channelName = nameOf(viewer, row.channel, channels);
      return { ...entry(viewer, row), channel: row.channel, channelName };
    }),
    before: rows.length > PAGE && last ? JSON.stringify([last.at, last.person, last.cid]) : null,
  };
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
  { at, clientAt, name, person }: LoggedCommand,
): Omit<LogEntry, "channel" | "channelName"> {
  const posts = org.assignmentsOf(person, at).map(({ post, node }) => {
    const place = org.tree.get(node);
    return `${place ? displayName(place) : node} ${org.post(post)?.zh ?? post}`;
  });
  const commandName = registry.command(name)?.zh ?? null;
  const who = { person, name: org.person(person)?.name ?? person, posts };
  return { at, clientAt, command: name, commandName, ...who };
}

const Mark = z.tuple([z.number().int(), z.string(), z.string()]);

function markOf(before: string | undefined): LogMark | undefined {
  if (before === undefined) return undefined;
  const parsed = Mark.safeParse(parse(before));
  if (!parsed.success)
    throw new Refusal("malformed", "before 要用上一页给的值", { field: "before" });
  const [at, person, cid] = parsed.data;
  return { at, person, cid };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
