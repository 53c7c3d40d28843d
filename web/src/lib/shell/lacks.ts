import { duration } from "#web/i18n/dates.ts";
import { m } from "#web/i18n/paraglide/messages.js";
import { clock } from "#web/session/clock.svelte.ts";

/** Something this device cannot do, or does wrongly, and what that means for its reader. */
interface Lack {
  key: string;
  text: string;
}

/** What the reader should know of this device now. */
export function lacks(): Lack[] {
  return clockIsOff();
}

function clockIsOff(): Lack[] {
  const off = clock.deviceIsOff;
  if (off === null) return [];
  const span = duration(Math.abs(off));
  return [{ key: "clock", text: off > 0 ? m.device_slow({ span }) : m.device_fast({ span }) }];
}
