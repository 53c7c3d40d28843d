const MINUTE_LIMIT = 10 * 366 * 24 * 60;

const HOURS = /^(\d+(?:\.\d+)?)个?(半)?(?:小时|钟头|h)(?:(半)|(\d+)(?:分钟?)?)?$/i;
const MINUTES = /^(\d+)(?:分钟?|min)$/i;
const DAYS = /^(\d+)(?:天|d)(?:(半)|(\d+)个?小时)?$/i;
const WEEKS = /^(\d+)个?(?:周|星期|礼拜)$/;
const QUARTERS = /^(\d)刻钟$/;

/**
 * Minutes in a length of time with its unit, numerals already Arabic: `30分钟`, `半小时`,
 * `1个半小时`, `2小时30分`, `3天`, `2周`, `1.5h`. Null for anything else, and beyond ten years.
 */
export function minutesIn(text: string): number | null {
  const minutes = read(text.replace(/\s+/g, ""));
  return minutes !== null && Number.isInteger(minutes) && minutes <= MINUTE_LIMIT ? minutes : null;
}

function read(text: string): number | null {
  if (/^半个?(?:小时|钟头)$/.test(text)) return 30;
  const hours = HOURS.exec(text);
  if (hours) {
    const half = hours[2] || hours[3] ? 30 : 0;
    return Math.round(Number(hours[1]) * 60) + half + Number(hours[4] ?? 0);
  }
  const days = DAYS.exec(text);
  if (days) return Number(days[1]) * 1440 + (days[2] ? 720 : Number(days[3] ?? 0) * 60);
  const minutes = MINUTES.exec(text);
  if (minutes) return Number(minutes[1]);
  const quarters = QUARTERS.exec(text);
  if (quarters) return Number(quarters[1]) * 15;
  const weeks = WEEKS.exec(text);
  return weeks ? Number(weeks[1]) * 7 * 1440 : null;
}
