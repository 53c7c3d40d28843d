import { and, eq, gt, lte, ne } from "drizzle-orm";
import { DAY } from "#domain/time/zone";
import type { Session } from "./open.ts";
import { arg, prepared } from "./prepared.ts";
import { prompt } from "./schema/log.ts";

export type PromptRow = typeof prompt.$inferSelect;

/** What a person chose last in a channel: kept, for it comes first the next time. */
export const CHOSEN = "chosen";

/** A new question replaces the one of its kind that the person has in that channel. */
export async function putPrompt(session: Session, row: PromptRow): Promise<void> {
  await session
    .delete(prompt)
    .where(
      and(
        eq(prompt.person, row.person),
        eq(prompt.channel, row.channel),
        eq(prompt.kind, row.kind),
      ),
    );
  await session
    .delete(prompt)
    .where(and(lte(prompt.expiresAt, row.expiresAt - DAY), ne(prompt.kind, CHOSEN)));
  await session.insert(prompt).values(row);
}

export async function findChoice(
  session: Session,
  person: string,
  channel: string,
  now: number,
): Promise<PromptRow | undefined> {
  const query = prepared(session, "findChoice", (s) =>
    s
      .select()
      .from(prompt)
      .where(
        and(
          eq(prompt.person, arg("person")),
          eq(prompt.channel, arg("channel")),
          eq(prompt.kind, "choice"),
          gt(prompt.expiresAt, arg("now")),
        ),
      )
      .prepare(),
  );
  const open = await query.execute({ person, channel, now });
  return open.sort((a, b) => b.expiresAt - a.expiresAt)[0];
}

/** The row of {@link CHOSEN}. */
export async function findChosen(
  session: Session,
  person: string,
  channel: string,
): Promise<PromptRow | undefined> {
  const [row] = await session
    .select()
    .from(prompt)
    .where(and(eq(prompt.person, person), eq(prompt.channel, channel), eq(prompt.kind, CHOSEN)));
  return row;
}

/** Voids the numbered question that a person was asked in a channel: it is for the next message alone. */
export async function dropChoice(session: Session, person: string, channel: string): Promise<void> {
  const query = prepared(session, "dropChoice", (s) =>
    s
      .delete(prompt)
      .where(
        and(
          eq(prompt.person, arg("person")),
          eq(prompt.channel, arg("channel")),
          eq(prompt.kind, "choice"),
        ),
      )
      .prepare(),
  );
  await query.execute({ person, channel });
}

export async function findPrompt(session: Session, id: string): Promise<PromptRow | undefined> {
  const [row] = await session.select().from(prompt).where(eq(prompt.id, id));
  return row;
}

export async function dropPrompt(session: Session, id: string): Promise<void> {
  await session.delete(prompt).where(eq(prompt.id, id));
}
