import type { LiveEvents } from "#contract/live";

/**
 * An event as it goes over the wire, encoded once for everybody: `4` is engine.io's message, `2` is
 * socket.io's event, in the one namespace there is.
 */
export function encodeEvent<Name extends keyof LiveEvents>(
  name: Name,
  data: LiveEvents[Name],
): string {
  return `42${JSON.stringify([name, data])}`;
}

/** All that a client of ours ever sends: pong, close, connect with its auth, disconnect, event. */
const KNOWN = /^(?:3$|1$|40(?:$|\{)|41$|42\d*\[)/;

/** Longest frame a client may send, in UTF-16 units; a handshake names every channel of a big town. */
const LONGEST = 64 * 1024;

/** Why a frame is none of our clients', or null. Binary packets would wait for attachments for ever. */
export function frameFault(frame: unknown): string | null {
  if (typeof frame !== "string") return "binary frame";
  if (frame.length > LONGEST) return "giant frame";
  return KNOWN.test(frame) ? null : "unknown packet";
}

/** Whether the frame asks to be let in. */
export function asksToConnect(frame: string): boolean {
  return frame.startsWith("40");
}
