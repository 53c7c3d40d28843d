/**
 * What a time of day may mean, in minutes from the start of its day (1440 = 24时).
 * - `at`       one meaning
 * - `either`   two readings, the earlier first: 8点 is 08:00 or 20:00
 * - `vague`    a part of the day without an hour, with hours one may have meant
 * - `nonsense` looks like a time but there is none: 25:00, 上午15点
 */
export type ClockReading =
  | { kind: "at"; minutes: number }
  | { kind: "either"; minutes: [number, number] }
  | { kind: "vague"; guesses: number[] }
  | { kind: "nonsense" };

type Part = "dawn" | "morning" | "noon" | "afternoon" | "evening";

/** Longer words before the shorter ones they begin with. */
const PARTS: readonly (readonly [RegExp, Part])[] = [
  [/^凌晨/, "dawn"],
  [/^(?:清晨|清早|早晨|早上|上午|晨|早)/, "morning"],
  [/^(?:中午|正午|午间)/, "noon"],
  [/^(?:下午|午后)/, "afternoon"],
  [/^(?:傍晚|晚上|晚间|夜里|夜间|半夜|深夜|晚|夜)/, "evening"],
];
const GUESSES: Readonly<Record<Part, number[]>> = {
  dawn: [5 * 60],
  morning: [9 * 60, 12 * 60],
  noon: [12 * 60],
  afternoon: [15 * 60, 18 * 60],
  evening: [20 * 60, 22 * 60],
};
const TIME = /^(\d{1,2})(?::(\d{2})|([点时])(?:钟|整)?(?:(半)|([123])刻|(\d{1,2})分?)?)$/;

/**
 * Reads a time of day, numerals already Arabic (SPEC §1.5). Null when it is not one at all.
 * `18:00` and `8时` are on the 24-hour clock; `8点` is spoken and may be either half of the day.
 */
export function readClock(text: string, workdayEnd: string): ClockReading | null {
  if (/^下班时?$/.test(text)) return readClock(workdayEnd, workdayEnd);
  const [pattern, part] = PARTS.find(([p]) => p.test(text)) ?? [];
  const rest = pattern ? text.replace(pattern, "").trim() : text;
  if (part && rest === "") {
    return part === "noon"
      ? { kind: "at", minutes: 12 * 60 }
      : { kind: "vague", guesses: GUESSES[part] };
  }
  const [matched, hourText, colonMinutes, word, half, quarters, wordMinutes] =
    TIME.exec(rest) ?? [];
  if (matched === undefined) return null;
  const hour = Number(hourText);
  const minute = half
    ? 30
    : quarters
      ? 15 * Number(quarters)
      : minutesOf(colonMinutes, wordMinutes);
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return { kind: "nonsense" };
  const hours = part
    ? hoursIn(part, hour)
    : word === "点" && hour >= 1 && hour <= 11
      ? [hour, hour + 12]
      : [hour];
  const [first, second] = hours.map((h) => h * 60 + minute);
  if (first === undefined || first > 24 * 60) return { kind: "nonsense" };
  return second === undefined
    ? { kind: "at", minutes: first }
    : { kind: "either", minutes: [first, second] };
}

function minutesOf(...texts: (string | undefined)[]): number {
  return Number(texts.find((t) => t !== undefined) ?? 0);
}

/** Hours from the start of the day that this part of it can mean; none for 上午15点. */
function hoursIn(part: Part, hour: number): number[] {
  switch (part) {
    case "dawn":
      return hour === 12 ? [0] : hour <= 6 ? [hour] : [];
    case "morning":
      return hour >= 1 && hour <= 12 ? [hour] : [];
    case "noon":
      return hour >= 11 && hour <= 14 ? [hour] : hour === 1 || hour === 2 ? [hour + 12] : [];
    case "afternoon":
      return hour >= 1 && hour <= 11 ? [hour + 12] : hour >= 12 && hour <= 19 ? [hour] : [];
    case "evening":
      // 晚上2点: already the next date for some, still this night for others.
      if (hour <= 4) return [hour, hour + 24];
      return hour === 12 ? [24] : hour <= 11 ? [hour + 12] : hour >= 17 ? [hour] : [];
  }
}
