import type { z } from "zod";
import { Refusal } from "#contract/errors";
import { InChannel, Opening, Watch } from "#contract/live";
import type { LiveSocket } from "./live-socket.ts";

/** What a client may ask for; none of it writes anything, but that a look into others' channel is recorded. */
export interface Wishes {
  watch(live: LiveSocket, wish: Watch): Promise<void>;
  unwatch(live: LiveSocket, wish: Watch): void;
  open(live: LiveSocket, wish: Opening): Promise<void>;
  leave(live: LiveSocket, wish: z.infer<typeof InChannel>): void;
  typing(live: LiveSocket, wish: z.infer<typeof InChannel>): void;
}

type Handler = (wishes: Wishes, live: LiveSocket, data: unknown) => Promise<void> | void;

const HANDLERS = new Map<string, Handler>([
  ["watch", (wishes, live, data) => wishes.watch(live, read(Watch, data))],
  ["unwatch", (wishes, live, data) => wishes.unwatch(live, read(Watch, data))],
  ["open", (wishes, live, data) => wishes.open(live, read(Opening, data))],
  ["leave", (wishes, live, data) => wishes.leave(live, read(InChannel, data))],
  ["typing", (wishes, live, data) => wishes.typing(live, read(InChannel, data))],
]);

/**
 * Does what a client's event asks for and answers its callback, if it has one: `{ok: true}`, or
 * the refusal in the shape of every other call.
 * @returns what was wrong with the event itself; null where it was a proper one
 */
export async function hear(
  wishes: Wishes,
  live: LiveSocket,
  name: unknown,
  args: unknown[],
): Promise<string | null> {
  const last = args.at(-1);
  const answer = typeof last === "function" ? (body: object) => last(body) : () => {};
  try {
    const handler = HANDLERS.get(String(name));
    if (!handler) throw new Refusal("malformed", "没有这种请求");
    await live.inTurn(() => handler(wishes, live, args[0]));
    answer({ ok: true });
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) {
      answer({ ok: false, error: { code: "internal", message: "系统出了问题，没有办成" } });
      throw error;
    }
    answer({ ok: false, error: error.body });
    return error.code === "malformed" ? "unknown event or malformed data" : null;
  }
}

function read<T extends z.ZodType>(shape: T, data: unknown): z.infer<T> {
  const parsed = shape.safeParse(data);
  if (!parsed.success) throw new Refusal("malformed", "请求的内容不对");
  return parsed.data;
}
