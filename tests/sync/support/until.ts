import type { LiveClient } from "./live-client.ts";

const WITHIN = 20_000;

let rung = Promise.withResolvers<void>();
let isRinging = false;

/** Says that something came: whoever waits looks again, once however much came in this turn. */
export function ring(): void {
  if (isRinging) return;
  isRinging = true;
  setImmediate(() => {
    isRinging = false;
    rung.resolve();
    rung = Promise.withResolvers();
  });
}

/**
 * Waits for what must come true of what clients heard; looks again whenever one of them heard
 * something, never by the clock.
 * @param within milliseconds after which it is given up
 * @throws Error naming it when it does not come true
 */
export async function until(
  isSo: () => boolean,
  what: string,
  within: number = WITHIN,
): Promise<void> {
  const late = Promise.withResolvers<never>();
  const fail = () => late.reject(new Error(`waited in vain for ${what}`));
  const limit = setTimeout(fail, within);
  try {
    while (!isSo()) await Promise.race([rung.promise, late.promise]);
  } finally {
    clearTimeout(limit);
  }
}

/**
 * Lets everything on its way to these clients arrive: the server answers each over the same socket,
 * behind what it sent before. Only for saying that nothing came.
 */
export async function settle(...clients: LiveClient[]): Promise<void> {
  await Promise.all(clients.map((client) => client.ask("leave", { channel: "nowhere" })));
}
