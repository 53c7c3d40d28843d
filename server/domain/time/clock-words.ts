/**
 * What a time of day may mean, in minutes from the start of its day (1440 = 24时; seconds as a
 * fraction).
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

type Part = "dawn" | "morning" | "noon" | "afternoon" | "dusk" | "evening" | "night" | "daylight";

/** Longer words before the shorter ones they begin with. */
const PARTS: readonly (readonly [RegExp, Part])[] = [
  [/^(?:凌晨|拂晓|黎明|天亮)/, "dawn"],
  [/^(?:[1一]?大?清早|[1一]?大早|[1一]早|清晨|早晨|早上|早间|上午|午前|晨|早)/, "morning"],
  [/^(?:中午|正午|午间)/, "noon"],
  [/^(?:下午|午后)/, "afternoon"],
  [/^(?:午夜|子夜)/, "night"],
  [/^(?:傍晚|黄昏)/, "dusk"],
  [/^(?:晚些时候|晚上|晚间|夜里|夜间|夜晚|半夜|深夜|入夜|晚|夜)/, "evening"],
  [/^(?:白天|日间)/, "daylight"],
];
const GUESSES: Readonly<Record<Part, number[]>> = {
  dawn: [5 * 60],
  morning: [9 * 60, 12 * 60],
  noon: [12 * 60],
  afternoon: [15 * 60, 18 * 60],
  dusk: [18 * 60, 19 * 60],
  evening: [20 * 60, 22 * 60],
  night: [24 * 60],
  daylight: [8 * 60, 18 * 60],
};
const TIME =
  /^(\d{1,2})(?::(\d{2})(?::(\d{2}))?整?|([点时])(?:钟|整|正)?(?:过?(半)|([123])刻钟?|过?(\d{1,2})分?(?:(\d{1,2})秒)?)?)$/;
const LATIN = /^(\d{1,2})(?::(\d{2})(?::(\d{2}))?)?([ap])\.?(?:m\.?)?$/i;
const SHORT_OF = /^(?:差(\d{1,2})分(?:钟)?(?:到|就)?(\d{1,2})[点时]|(\d{1,2})[点时]差(\d{1,2})分)$/;

/**
 * Reads a time of day, numerals already Arabic (SPEC §1.5). Null when it is not one at all.
 * `18:00` and `8时` are on the 24-hour clock; `8点` is spoken and may be either half of the day.
 * @param longest where 今晚12点34分 may lie in the night after its day; minutes
 */
export function readClock(
  text: string,
  workdayEnd: string,
  longest = 24 * 60,
): ClockReading | null {
  if (/^(?:上午|中午)下班时?$/.test(text)) return { kind: "vague", guesses: [11.5 * 60, 12 * 60] };
  if (/^(?:下午)?下班时?$/.test(text)) return readClock(workdayEnd, workdayEnd);
  if (/^上班时?$/.test(text)) return { kind: "vague", guesses: [8 * 60, 8.5 * 60, 9 * 60] };
  const [pattern, part] = PARTS.find(([p]) => p.test(text)) ?? [];
  const rest = pattern ? text.replace(pattern, "").trim() : text;
  if (part && /^时?$/.test(rest)) {
    return part === "noon" || part === "night"
      ? { kind: "at", minutes: GUESSES[part][0]! }
      : { kind: "vague", guesses: GUESSES[part] };
  }
  const said = hourOf(rest);
  if (said === null) return null;
  const { hour, inHour, spoken } = said;
  if (inHour >= 60 || hour > 24 || (hour === 24 && inHour > 0)) return { kind: "nonsense" };
  const hours = said.half
    ? halfOf(said.half, hour)
    : part
      ? hoursIn(part, hour)
      : spoken && hour >= 1 && hour <= 11
        ? [hour, hour + 12]
        : [hour];
  const [first, second] = hours.map((h) => h * 60 + inHour);
  if (first === undefined || first > longest) return { kind: "nonsense" };
  return second === undefined
    ? { kind: "at", minutes: first }
    : { kind: "either", minutes: [first, second] };
}

/** `half` is a or p of 3pm; `spoken` hours (8点) may be of either half; `inHour` in minutes. */
interface Hour {
  hour: number;
  inHour: number;
  spoken: boolean;
  half?: string;
}

function hourOf(text: string): Hour | null {
  const clock = TIME.exec(text);
  if (clock) {
    const [, hour, colon, colonSeconds, word, half, quarters, minutes, seconds] = clock;
    if (Number(colonSeconds ?? seconds ?? 0) > 59) return { hour: 99, inHour: 0, spoken: false };
    const inHour = half ? 30 : quarters ? 15 * Number(quarters) : Number(colon ?? minutes ?? 0);
    const fraction = Number(colonSeconds ?? seconds ?? 0) / 60;
    return { hour: Number(hour), inHour: inHour + fraction, spoken: word === "点" };
  }
  const latin = LATIN.exec(text);
  if (latin) {
    const inHour = Number(latin[2] ?? 0) + Number(latin[3] ?? 0) / 60;
    return { hour: Number(latin[1]), inHour, spoken: false, half: latin[4]!.toLowerCase() };
  }
  const short = SHORT_OF.exec(text);
  if (!short) return null;
  const [minutes, hour] = short[1] ? [short[1], short[2]] : [short[4], short[3]];
  return { hour: Number(hour) - 1, inHour: 60 - Number(minutes), spoken: true };
}

function halfOf(half: string, hour: number): number[] {
  if (hour < 1 || hour > 12) return half === "p" && hour <= 23 ? [hour] : [];
  return [(hour % 12) + (half === "p" ? 12 : 0)];
}

/** Hours from the start of the day that this part of it can mean; none for 上午15点. */
function hoursIn(part: Part, hour: number): number[] {
  switch (part) {
    case "dawn":
      return hour === 12 || hour === 24 ? [0] : hour <= 6 ? [hour] : [];
    case "morning":
      return hour >= 1 && hour <= 12 ? [hour] : [];
    case "noon":
      return hour >= 11 && hour <= 14 ? [hour] : hour === 1 || hour === 2 ? [hour + 12] : [];
    case "afternoon":
      return hour >= 1 && hour <= 11 ? [hour + 12] : hour >= 12 && hour <= 19 ? [hour] : [];
    case "night":
      return hour === 0 || hour === 12 || hour === 24 ? [24] : hour <= 4 ? [hour, hour + 24] : [];
    case "dusk":
    case "evening":
      // 晚上2点: already the next date for some, still this night for others. 今晚零点 is tonight's.
      if (hour === 0) return [24];
      if (hour <= 4) return [hour, hour + 24];
      return hour === 12 ? [24] : hour <= 11 ? [hour + 12] : hour >= 17 ? [hour] : [];
    case "daylight":
      return hour >= 6 && hour <= 18 ? [hour] : hour <= 5 && hour > 0 ? [hour + 12] : [];
  }
}
