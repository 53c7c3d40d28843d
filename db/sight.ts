import { eq, inArray } from "drizzle-orm";
import { chunks } from "./bulk.ts";
import type { Session } from "./open.ts";
import { arg, prepared } from "./prepared.ts";
import { target } from "./schema.ts";

/** Which of these places each item is addressed to: item id → nodes. */
export async function listTargetNodes(
  session: Session,
  nodes: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const part of chunks(nodes)) {
    const rows = await session
      .selectDistinct({ item: target.item, node: target.node })
      .from(target)
      .where(inArray(target.node, part));
    for (const { item, node } of rows) found.set(item, [...(found.get(item) ?? []), node]);
  }
  return found;
}

/** The places one item is addressed to. */
export async function listNodesOf(session: Session, item: string): Promise<string[]> {
  const query = prepared(session, "nodesOfItem", (s) =>
    s
      .selectDistinct({ node: target.node })
      .from(target)
      .where(eq(target.item, arg("item")))
      .prepare(),
  );
  return (await query.execute({ item })).map((row) => row.node);
}
