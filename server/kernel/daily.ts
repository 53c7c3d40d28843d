import type { Profile } from "#contract/profile";
import { insertTimers, type TimerRow } from "#db/timers";
import { DAY, startOfDay } from "#domain/time/time";
import type { TimerRule } from "./define-bot.ts";
import { noEffects } from "./effects.ts";
import type { Runtime } from "./runtime.ts";

/** The key of every daily timer: there is one of each rule. */
const KEY = "daily";
const MINUTE = 60_000;

/** The next firing of a daily rule after `at`, or null for a rule that is not daily. */
export function nextDaily(rule: TimerRule, profile: Profile, at: number): TimerRow | null {
  const time = rule.daily?.(profile);
  if (time === undefined) return null;
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const today = startOfDay(at) + (hour * 60 + minute) * MINUTE;
  return { rule: rule.rule, key: KEY, dueAt: today > at ? today : today + DAY };
}

/** Arms the daily rules at start; one that waits already is the same row. */
export async function armDailyRules(runtime: Runtime): Promise<void> {
  const { profile } = runtime.org();
  const timers = [...runtime.registry.timers.values()].flatMap(
    (rule) => nextDaily(rule, profile, runtime.now()) ?? [],
  );
  if (timers.length === 0) return;
  await runtime.write(async (session) => {
    await insertTimers(session, timers);
    return { value: null, effects: noEffects() };
  });
}
