import type { Device } from "#contract/devices";
import { can, type Subject } from "../rights/rights.ts";
import { takesBack } from "./invitations.ts";

/**
 * Which of a person's devices somebody has to do with: `all`, or those that came in `by_code`.
 * Whoever hands out codes has no say over a desk where the same person signed in by password.
 */
export type DeviceReach = "all" | "by_code";

/** The devices one may sign out: one's own, those one's codes let in, the administrator everybody's. */
export function endsDevices(subject: Subject, person: string): DeviceReach | null {
  if (subject.person === person || administers(subject)) return "all";
  return takesBack(subject, person) === undefined ? null : "by_code";
}

/** The devices one may see: those one may sign out, and the auditor everybody's. */
export function seesDevices(subject: Subject, person: string): DeviceReach | null {
  if (can(subject, "audit", { about: person }).ok) return "all";
  return endsDevices(subject, person);
}

/** Whether the subject sets up the county; the auditor only reads it. */
export function administers(subject: Subject): boolean {
  const node = subject.org.tree.root.id;
  return can(subject, "use", { cap: "X", limit: "config", node }).ok;
}

type Named<T> = [pattern: RegExp, name: T];

/** The first that fits: WeChat and Edge call themselves Chrome as well, and Chrome calls itself Safari. */
const APPS: Named<Device["app"]>[] = [
  [/MicroMessenger/i, "WeChat"],
  [/DingTalk/i, "DingTalk"],
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/Firefox|FxiOS/, "Firefox"],
  [/Chrome|CriOS|HuaweiBrowser/, "Chrome"],
  [/Safari/, "Safari"],
];
const SYSTEMS: Named<Device["system"]>[] = [
  [/HarmonyOS|OpenHarmony/i, "HarmonyOS"],
  [/Android/, "Android"],
  [/iPhone|iPad|iPod/, "iOS"],
  [/Windows/, "Windows"],
  [/Macintosh|Mac OS X/, "macOS"],
  [/Linux|X11/, "Linux"],
];

/** What a `User-Agent` header tells of a device; it is whatever the sender wrote, so only for words. */
export function deviceOf(userAgent: string): Device {
  const system = firstOf(SYSTEMS, userAgent);
  return { kind: kindOf(userAgent, system), system, app: firstOf(APPS, userAgent) };
}

function kindOf(userAgent: string, system: Device["system"]): Device["kind"] {
  if (/iPad|Tablet/i.test(userAgent)) return "tablet";
  if (/Mobile|iPhone|Phone/i.test(userAgent)) return "phone";
  // Android says Mobile on phones and nothing on tablets.
  if (system === "Android" || system === "HarmonyOS") return "tablet";
  return system === null ? "unknown" : "desk";
}

function firstOf<T>(named: readonly Named<T>[], text: string): T | null {
  return named.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
