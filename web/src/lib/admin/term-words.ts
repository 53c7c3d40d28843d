import type { Seat } from "#contract/seats";
import { date } from "#web/i18n/dates.ts";
import { m } from "#web/i18n/paraglide/messages.js";

/** 2020.1.20起 · 长期; who has always held it, as far as is known, only says until when. */
export function termWords({ from, to }: Pick<Seat, "from" | "to">): string {
  const until = to === null ? m.admin_open_end() : m.admin_until({ at: date(to) });
  return from <= 0 ? until : `${m.admin_from({ at: date(from) })} · ${until}`;
}
