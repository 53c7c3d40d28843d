import { and, desc, eq, gte, lt, ne, or } from "drizzle-orm";
import type { CommandRow } from "./commands.ts";
import type { Session } from "./open.ts";
import { command } from "./schema/log.ts";

/** Where a page ended. */
export type LogMark = Pick<CommandRow, "at" | "person" | "cid">;

/** A command that was carried out; of its answer only what it was about, never what it said. */
export interface LoggedCommand extends Omit<CommandRow, "answer" | "hash" | "undo"> {
  item: string | null;
  node: string | null;
}

/**
 * Commands that were carried out, newest first; of many in one millisecond each comes once.
 * Moving one's read marker is left out: it says nothing and is most of the table.
 */
export async function listCommands(
  session: Session,
  filter: { person?: string; from?: number; to?: number; before?: LogMark; limit: number },
): Promise<LoggedCommand[]> {
  const { person, from, to, before, limit } = filter;
  const { at, cid, clientAt, channel, name, answer } = command;
  const rows = await session
    .select({ person: command.person, cid, at, clientAt, channel, name, answer })
    .from(command)
    .where(
      and(
        ne(name, "read"),
        ne(name, ""),
        person === undefined ? undefined : eq(command.person, person),
        from === undefined ? undefined : gte(at, from),
        to === undefined ? undefined : lt(at, to),
        before && olderThan(before),
      ),
    )
    .orderBy(desc(at), desc(command.person), desc(cid))
    .limit(limit);
  return rows.map(({ answer, ...row }) => ({ ...row, ...aboutOf(answer) }));
}

/** Answers are kept for 30 days only (SPEC §7); older commands are about nothing known. */
function aboutOf(answer: CommandRow["answer"]): { item: string | null; node: string | null } {
  const result = answer?.result as { item?: unknown; node?: unknown } | undefined;
  const id = (value: unknown) => (typeof value === "string" ? value : null);
  return { item: id(result?.item), node: id(result?.node) };
}

function olderThan({ at, person, cid }: LogMark) {
  const sameTime = eq(command.at, at);
  return or(
    lt(command.at, at),
    and(sameTime, lt(command.person, person)),
    and(sameTime, eq(command.person, person), lt(command.cid, cid)),
  );
}
