import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { atLocal } from "#domain/zone";

/** Named in variables: what the build generates of the messages carries no types for this program. */
const [DATES, RUNTIME] = ["#web/i18n/dates.ts", "#web/i18n/paraglide/runtime.js"] as const;
interface Dates {
  clockTime(at: number): string;
  dayAndTime(at: number): string;
  dateAndTime(at: number): string;
  moment(at: number, now: number): string;
}

const NOW = atLocal(2020, 1, 27, 9, 20);

test("midnight is 24:00 of the day that ends, on phones as in messages (SPEC 1.5)", async () => {
  const runtime: { overwriteGetLocale(get: () => string): void } = await import(`${RUNTIME}`);
  runtime.overwriteGetLocale(() => "zh-CN");
  const { clockTime, dayAndTime, dateAndTime, moment }: Dates = await import(`${DATES}`);
  const midnight = atLocal(2020, 1, 27, 24);
  expect(clockTime(midnight)).toBe("24:00");
  expect(moment(midnight, NOW)).toBe("今天 24:00");
  expect(moment(atLocal(2020, 1, 26, 24), NOW)).toBe("昨天 24:00");
  expect(moment(atLocal(2020, 1, 31, 24), NOW)).toBe("1月31日周五 24:00");
  expect(dayAndTime(atLocal(2020, 1, 31, 24))).toBe("1月31日周五 24:00");
  expect(dateAndTime(atLocal(2020, 12, 31, 24))).toBe("2020年12月31日 24:00");
  expect(moment(atLocal(2020, 1, 28, 0, 1), NOW)).toBe("明天 00:01");
});

test("no source prints a deadline by the clock of what has happened", () => {
  const sources = ["server", "bots", "web/src"].flatMap(filesIn);
  const wrong = sources.flatMap((path) => {
    const lines = readFileSync(path, "utf8").split("\n");
    return lines.filter((line) =>
      /hhmm\([^)]*(?:due|until|respondBy|remindBy|submitBy)/i.test(line),
    );
  });
  expect(sources.length).toBeGreaterThan(300);
  expect(wrong).toEqual([]);
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:ts|svelte)$/.test(name) && !name.includes("paraglide"))
    .map((name) => join(folder, name));
}
