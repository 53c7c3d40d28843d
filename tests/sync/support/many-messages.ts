import { advanceSeqs } from "#db/channels";
import { insertMessages } from "#db/messages";
import type { TestServer } from "../../support/server.ts";

/** Puts messages into a channel in one transaction, as a week away leaves them. Returns the last seq. */
export async function writeMany(
  { parts: { store } }: TestServer,
  channel: string,
  count: number,
): Promise<number> {
  if (store.dialect !== "sqlite") throw new Error("these tests run on SQLite");
  store.exec("BEGIN IMMEDIATE");
  const last = (await advanceSeqs(store.write, new Map([[channel, count]]))).get(channel)!;
  const rows = Array.from({ length: count }, (_, i) => {
    const seq = last - count + 1 + i;
    const text = `第${seq}条：今日排查情况汇总，请各网格核对后上报`;
    const id = `${channel}-${seq}`;
    return { id, channel, seq, at: seq, kind: "card" as const, bot: "herald", text, mentions: [] };
  });
  await insertMessages(store.write, rows);
  store.exec("COMMIT");
  return last;
}
