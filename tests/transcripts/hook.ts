import { createHash, createHmac } from "node:crypto";
import { jsonPost, type Reply, send } from "./client.ts";

/** Handed to the server as LINGDA_HOOK_SECRET; signs what the transcript's outside systems send. */
export const HOOK_SECRET = "a secret of the transcript runner";

/**
 * Sends a signed inbound event (MECHANISMS §4): HMAC-SHA256 over `<seconds>.<body>`. The same body
 * carries the same Idempotency-Key, so that writing it twice is sending it again.
 *
 * @param source `<profile>/<source>`
 * @param now epoch milliseconds on the server's clock
 */
export function sendHook(url: string, source: string, body: string, now: number): Promise<Reply> {
  const timestamp = String(Math.floor(now / 1000));
  const signature = createHmac("sha256", HOOK_SECRET).update(`${timestamp}.${body}`).digest("hex");
  return send(
    `${url}/hooks/${source}`,
    jsonPost(body, {
      "idempotency-key": createHash("sha256").update(body).digest("hex"),
      "x-lingda-timestamp": timestamp,
      "x-lingda-signature": `sha256=${signature}`,
    }),
  );
}
