import { advanceSeqs } from "#db/channels";
import { insertMessages } from "#db/messages";
import { inTransaction } from "../../support/in-transaction.ts";
import type { TestServer } from "../../support/server.ts";

/** Puts messages into a channel at once, as a week away leaves them. Returns the last seq. */
export async function writeMany(
  { parts }: TestServer,
  channel: string,
  count: number,
): Promise<number> {
  let last = 0;
  await inTransaction(parts.store, async (session) => {
    last = (await advanceSeqs(session, new Map([[channel, count]]))).get(channel)!;
    const rows = Array.from({ length: count }, (_, i) => {
      const seq = last - count + 1 + i;
      const text = `第${seq}条：今日排查情况汇总，请各网格核对后上报`;
      const id = `${channel}-${seq}`;
      return {
        id,
        channel,
        seq,
        at: seq,
        kind: "card" as const,
        bot: "herald",
        text,
        mentions: [],
      };
    });
    await insertMessages(session, rows);
  });
  return last;
}
