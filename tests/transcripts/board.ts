import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { z } from "zod";
import { type BoardRow, observeBoard } from "#contract/board";
import type { TargetView } from "#contract/nouns";
import { type Client, read } from "./client.ts";

const Offer = z.object({
  documents: z.array(z.object({ name: z.string(), town: z.string().optional() })),
  ticket: z.string(),
});

/** A board is behind the database by its flush, and no longer. */
const WITHIN = 5_000;

/**
 * Opens an item's live documents as a browser does and waits until together they say what the
 * database says (SPEC §8, `state`).
 * @returns what the board has instead, or null
 */
export async function boardFault(
  url: string,
  client: Client,
  item: string,
  targets: TargetView[],
): Promise<string | null> {
  const answer = await read(client, `/api/board/${encodeURIComponent(item)}`, Offer);
  if (!answer.ok) return `no board: ${answer.why}`;
  const { documents, ticket } = answer.data;
  // Whoever may open none is answered by `…/targets` alone (SPEC §1.13).
  if (documents.length === 0) return null;
  const wanted = targets.map(lineOfTarget);
  const boards = new Map<string, BoardRow[]>();
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const closing = documents.map(({ name }) =>
    watch(url, name, ticket, (rows) => {
      boards.set(name, rows);
      if (boards.size === documents.length && same(linesOf(boards), wanted)) resolve(null);
    }),
  );
  const timer = setTimeout(() => resolve(difference(linesOf(boards), wanted)), WITHIN);
  return promise.finally(() => {
    clearTimeout(timer);
    for (const close of closing) close();
  });
}

function watch(
  url: string,
  name: string,
  ticket: string,
  look: (rows: BoardRow[]) => void,
): () => void {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`${url.replace("http", "ws")}/yjs`, name, doc, {
    disableBc: true,
    params: { ticket },
  });
  observeBoard(doc, ({ rows }) => look(rows));
  return () => {
    provider.destroy();
    doc.destroy();
  };
}

/** A row stands in the item's document or its township's, or the same in both. */
function linesOf(boards: Map<string, BoardRow[]>): string[] {
  const rows = [...boards.values()].flat().map((row) => `${row.id} ${lineOfRow(row)}`);
  return [...new Set(rows)].map((line) => line.slice(line.indexOf(" ") + 1));
}

function lineOfTarget({ node, nodeName, state, marks, version, dueAt }: TargetView): string {
  return [node, nodeName, state, ...marks, version, dueAt].join(" ");
}

function lineOfRow({ node, name, state, marks, version, due }: BoardRow): string {
  return [node, name, state, ...marks, version, due].join(" ");
}

function same(rows: string[], wanted: string[]): boolean {
  return rows.length === wanted.length && rows.toSorted().join() === wanted.toSorted().join();
}

function difference(rows: string[], wanted: string[]): string {
  const extra = rows.filter((row) => !wanted.includes(row));
  const missing = wanted.filter((row) => !rows.includes(row));
  return `the board has ${extra.join("、")}, the database ${missing.join("、")}`;
}
