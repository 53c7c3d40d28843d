import type { Field } from "#contract/forms";
import { m } from "#web/i18n/paraglide/messages.js";

/** `在册6 新增无 异常0`: every value with its label; 无 is neither 0 nor blank. */
export function sayValues(fields: readonly Field[], values: Record<string, unknown>): string {
  if (values.nil === true) return m.nil_report();
  return fields
    .flatMap(({ name, unit }) =>
      name in values ? [`${name}${sayValue(values[name])}${unit ?? ""}`] : [],
    )
    .join("　");
}

export function sayValue(value: unknown): string {
  if (value === true) return m.yes();
  if (value === false) return m.no();
  if (Array.isArray(value)) return value.join("、");
  if (typeof value === "object" && value !== null) return m.nil_value();
  return String(value);
}
