import { and, asc, eq, inArray, isNotNull } from "drizzle-orm";
import type { Profile } from "#contract/profile";
import type { Move, Node, OrgData } from "#domain/org/org";
import { chunks, insertMany } from "./bulk.ts";
import type { Session } from "./open.ts";
import { assignment, node, nodeMove, person, setting } from "./schema/org.ts";

const PROFILE = "profile";

/** The county of this database, or null before the first seeding. */
export async function loadProfile(session: Session): Promise<Profile | null> {
  const [row] = await session.select().from(setting).where(eq(setting.key, PROFILE));
  return row?.value ?? null;
}

/** The whole tree and its people, in tree order. */
export async function loadOrg(session: Session): Promise<OrgData | null> {
  const profile = await loadProfile(session);
  if (!profile) return null;
  const nodes = await session.select().from(node).orderBy(asc(node.position));
  const people = await session.select().from(person).orderBy(asc(person.id));
  const assignments = await session.select().from(assignment).orderBy(asc(assignment.id));
  const moves = await session.select().from(nodeMove).orderBy(asc(nodeMove.until));
  return {
    profile,
    moves,
    nodes: nodes.map(({ position: _, ...rest }) => rest),
    people,
    assignments,
  };
}

/** Writes a county into an empty database. */
export async function insertOrg(session: Session, org: OrgData): Promise<void> {
  await session.insert(setting).values({ key: PROFILE, value: org.profile });
  await insertMany(
    session,
    node,
    org.nodes.map((row, position) => ({ ...row, position })),
  );
  await insertMany(session, person, org.people);
  await insertMany(session, assignment, org.assignments);
}

/** The same change on many nodes: a mode switch, a colour. */
export async function updateNodes(
  session: Session,
  ids: string[],
  change: Partial<
    Pick<Node, "mode" | "colour" | "grade" | "name" | "parent" | "validTo" | "cutOffAt">
  >,
): Promise<void> {
  for (const part of chunks(ids)) {
    await session.update(node).set(change).where(inArray(node.id, part));
  }
}

/** Puts a place under another, and keeps under which it lay until then. */
export async function moveNode(
  session: Session,
  { id, parent }: Pick<Node, "id" | "parent">,
  moves: Move[],
): Promise<void> {
  await insertMany(session, nodeMove, moves);
  await session.update(node).set({ parent }).where(eq(node.id, id));
}

/** Whether the town was out of contact; it is no longer. Of several at once one is told true. */
export async function endCutOff(session: Session, id: string): Promise<boolean> {
  const ended = await session
    .update(node)
    .set({ cutOffAt: null })
    .where(and(eq(node.id, id), isNotNull(node.cutOffAt)))
    .returning({ id: node.id });
  return ended.length === 1;
}

export async function endAssignment(session: Session, id: string, to: number): Promise<void> {
  await session.update(assignment).set({ to }).where(eq(assignment.id, id));
}
