import type { z } from "zod";
import { ItemView, type MessageView, TargetView, TimelineEntry } from "#contract/nouns";
import { Tally } from "#contract/tally";
import { boardFault } from "./board.ts";
import { buttons } from "./buttons.ts";
import { type Client, type Read, read, readAll } from "./client.ts";
import type { Stage } from "./stage.ts";

/** Opens an item as one person; 404 to those who may not. */
export function openItem(client: Client, item: string): Promise<Read<ItemView>> {
  return read(client, itemPath(item), ItemView);
}

export function readItem(stage: Stage, item: string): Promise<ItemView> {
  return witness(stage, itemPath(item), ItemView);
}

/** @param node a reference; the whole item without it */
export function readTally(stage: Stage, item: string, node: string | null): Promise<Tally> {
  return witness(stage, tallyPath(item, node), Tally);
}

/**
 * The rows of an item's targets, from the database and from the live board alike (SPEC §8).
 * @throws Error when the board says otherwise
 */
export async function readTargets(stage: Stage, item: string): Promise<TargetView[]> {
  let refusal = "the fixture has nobody";
  for (const client of await stage.everyone()) {
    const answer = await readAll(client, `${itemPath(item)}/targets`, "targets", TargetView);
    if (!answer.ok) {
      refusal = answer.why;
      continue;
    }
    const targets = answer.data;
    const fault = await boardFault(stage.url, client, item, targets);
    if (fault !== null) throw new Error(fault);
    return targets;
  }
  throw new Error(`nobody may open it: ${refusal}`);
}

/** `T+25 到院 25分钟` for each entry. */
export async function readTimeline(stage: Stage, item: string): Promise<string[]> {
  const path = `${itemPath(item)}/timeline`;
  const entries = await witnessed(stage, (client) =>
    readAll(client, path, "entries", TimelineEntry),
  );
  return entries.map(({ minutes, text }) => `T+${minutes} ${text}`);
}

/** A message as its reader sees it: a card stores no counts, its tally stands under the text, then its buttons. */
export async function rendered(message: MessageView, reader: Client): Promise<string> {
  const { kind, item, node, text, offers } = message;
  if (kind !== "card" || item === null) return [text, ...buttons(offers)].join("\n");
  const tally = await read(reader, tallyPath(item, node), Tally);
  const lines = tally.ok ? tallyLines(tally.data) : [];
  return [text, ...lines, ...buttons(offers)].join("\n");
}

export function tallyLines({ line, more }: Tally): string[] {
  return [line, ...more];
}

/**
 * Asks from the county downwards until somebody may see it: such a check is about what is so,
 * not about who may know.
 */
function witness<T>(stage: Stage, path: string, shape: z.ZodType<T>): Promise<T> {
  return witnessed(stage, (client) => read(client, path, shape));
}

async function witnessed<T>(stage: Stage, ask: (client: Client) => Promise<Read<T>>): Promise<T> {
  let refusal = "the fixture has nobody";
  for (const client of await stage.everyone()) {
    const answer = await ask(client);
    if (answer.ok) return answer.data;
    refusal = answer.why;
  }
  throw new Error(`nobody may open it: ${refusal}`);
}

function itemPath(item: string): string {
  return `/api/items/${encodeURIComponent(item)}`;
}

function tallyPath(item: string, node: string | null): string {
  const query = node === null ? "" : `?node=${encodeURIComponent(node)}`;
  return `${itemPath(item)}/tally${query}`;
}
