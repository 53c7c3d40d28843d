const SHANGHAI = 8 * 60 * 60_000;
const WRITTEN = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})(:\d{2})?$/;

/**
 * `2020-01-27 07:00` or `2020-01-27 20:10:05` in Shanghai, as epoch milliseconds.
 * @throws Error when it is not written so, or is no time of any calendar (30 February)
 */
export function parseClock(text: string): number {
  const [, date, minutes, seconds = ":00"] = WRITTEN.exec(text) ?? [];
  const at = Date.parse(`${date}T${minutes}${seconds}+08:00`);
  if (Number.isNaN(at) || formatClock(at) !== `${date} ${minutes}${seconds}`) {
    throw new Error(`“${text}” is no time; write: clock 2020-01-27 07:00`);
  }
  return at;
}

/** `2020-01-27 07:00:00`, as {@link parseClock} reads it. */
export function formatClock(at: number): string {
  return new Date(at + SHANGHAI).toISOString().slice(0, 19).replace("T", " ");
}
