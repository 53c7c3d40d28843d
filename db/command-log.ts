import { and, desc, eq, lt, ne, or } from "drizzle-orm";
import type { CommandRow } from "./commands.ts";
import type { Session } from "./open.ts";
import { command } from "./schema.ts";

/** Where a page ended. */
export type LogMark = Pick<CommandRow, "at" | "person" | "cid">;

/** A command that was carried out, without its answer. */
export type LoggedCommand = Omit<CommandRow, "answer" | "hash" | "undo">;

/**
 * Commands that were carried out, newest first; of many in one millisecond each comes once.
 * Moving one's read marker is left out: it says nothing and is most of the table.
 */
export async function listCommands(
  session: Session,
  filter: { person?: string; before?: LogMark; limit: number },
): Promise<LoggedCommand[]> {
  const { person, before, limit } = filter;
  const { at, cid, clientAt, channel, name } = command;
  return session
    .select({ person: command.person, cid, at, clientAt, channel, name })
    .from(command)
    .where(
      and(
        ne(name, "read"),
        ne(name, ""),
        person === undefined ? undefined : eq(command.person, person),
        before && olderThan(before),
      ),
    )
    .orderBy(desc(at), desc(command.person), desc(cid))
    .limit(limit);
}

function olderThan({ at, person, cid }: LogMark) {
  const sameTime = eq(command.at, at);
  return or(
    lt(command.at, at),
    and(sameTime, lt(command.person, person)),
    and(sameTime, eq(command.person, person), lt(command.cid, cid)),
  );
}
