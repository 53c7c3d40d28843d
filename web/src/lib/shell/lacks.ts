import { MINUTE } from "#domain/time/zone";
import { duration } from "#web/i18n/dates.ts";
import { m } from "#web/i18n/paraglide/messages.js";
import { outbox } from "#web/outbox/outbox.svelte.ts";
import { clock } from "#web/session/clock.svelte.ts";
import { line } from "#web/sync/line.svelte.ts";

/** Something this device cannot do, or does wrongly, and what that means for its reader. */
interface Lack {
  key: string;
  text: string;
}

/** Set by app.html, where the browser refuses `localStorage`. */
const forgets = "forgets" in document.documentElement.dataset;

/** What the reader should know of this device now. */
export function lacks(): Lack[] {
  return [
    ...storage(),
    ...(line.isPolled ? [{ key: "socket", text: m.no_socket() }] : []),
    ...time(),
  ];
}

function storage(): Lack[] {
  if (!outbox.keeps) return [{ key: "storage", text: m.keeps_nothing() }];
  return forgets ? [{ key: "storage", text: m.keeps_no_drafts() }] : [];
}

function time(): Lack[] {
  const off = clock.deviceIsOff;
  if (off === null) return [];
  // To the nearest minute: how far off it is was measured over a line, which takes its moment.
  const span = duration(Math.round(Math.abs(off) / MINUTE) * MINUTE);
  return [{ key: "clock", text: off > 0 ? m.device_slow({ span }) : m.device_fast({ span }) }];
}
