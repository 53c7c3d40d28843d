import type { Device } from "#contract/devices";
import { m } from "#web/i18n/paraglide/messages.js";

const KINDS = {
  phone: m.device_phone,
  tablet: m.device_tablet,
  desk: m.device_desk,
  unknown: m.device_unknown,
} satisfies Record<Device["kind"], () => string>;

const SYSTEMS: Partial<Record<NonNullable<Device["system"]>, () => string>> = {
  Android: m.device_android,
  HarmonyOS: m.device_harmony,
  iOS: m.device_ios,
};
const APPS: Partial<Record<NonNullable<Device["app"]>, () => string>> = {
  WeChat: m.device_wechat,
  DingTalk: m.device_dingtalk,
};

/** 安卓手机 · 微信; names that are the same in every language stand as they are. */
export function deviceWords({ kind, system, app }: Device): string {
  const runsOn = system && (SYSTEMS[system]?.() ?? system);
  const name = runsOn ? m.device_name({ system: runsOn, kind: KINDS[kind]() }) : KINDS[kind]();
  return app ? `${name} · ${APPS[app]?.() ?? app}` : name;
}
