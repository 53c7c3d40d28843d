import { entryOf, optionsOf } from "#contract/field-types";
import type { Field, Nil, ReplyValues } from "#contract/forms";
import { isNil } from "#contract/nil";
import { chosenIn, labelled } from "../form/field-words.ts";
import { addExact, toUnits } from "./exact.ts";
import { percent } from "./percent.ts";

/**
 * Summed fields of an item under a node (数据, SPEC §1.8, §1.10): `在册` → 124, `接种=是` → 3.
 * Zeros are left out, so a running sum and a recount are equal as objects.
 */
export type Sums = Record<string, number>;

/** Counts whole nil reports (`/报 无`), which say nothing of any field. */
const NIL_REPLY = "∅";
/** `接种=是`: how many chose it. No field name holds `=` or `∅`. */
const optionKey = (name: string, option: string): string => `${name}=${option}`;
/** `异常∅`: how many said 没有, kept apart from 0 and from blank (SPEC §1.9). */
const nilKey = (name: string): string => `${name}∅`;

/**
 * What one reply adds, by the types of its fields: numbers add up, choices count per option; the
 * others are listed elsewhere, never summed.
 *
 * @param values the reply in force; NIL for a nil report; null when there is none
 */
export function contributionSums(fields: Field[], values: ReplyValues | Nil | null): Sums {
  if (values === null) return {};
  if (isNil(values)) return { [NIL_REPLY]: 1 };
  const entries = fields.flatMap((field): [string, number][] => {
    const value = Object.hasOwn(values, field.name) ? values[field.name] : undefined;
    const { sums } = entryOf(field);
    if (value === undefined || !sums) return [];
    if (isNil(value)) return [[nilKey(field.name), 1]];
    if (sums === "counted") {
      return chosenIn(value).map((option) => [optionKey(field.name, option), 1]);
    }
    return typeof value === "number" ? [[field.name, value]] : [];
  });
  return tidy(Object.fromEntries(entries));
}

/** All that replies to a form can add up to, in the order of its fields. */
export function sumKeys(fields: Field[]): string[] {
  const keys = fields.flatMap((field) => {
    const { sums } = entryOf(field);
    if (!sums) return [];
    const options = optionsOf(field).map((option) => optionKey(field.name, option));
    return [...(sums === "added" ? [field.name] : options), nilKey(field.name)];
  });
  return [NIL_REPLY, ...keys];
}

export function addSums(a: Sums, b: Sums): Sums {
  return combine(a, b, 1);
}

/** `a − b`; the delta of one target is `subtractSums(after, before)`. */
export function subtractSums(a: Sums, b: Sums): Sums {
  return combine(a, b, -1);
}

function combine(a: Sums, b: Sums, sign: 1 | -1): Sums {
  const out: Sums = { ...a };
  for (const [key, n] of Object.entries(b)) out[key] = addExact(out[key] ?? 0, sign * n);
  return tidy(out);
}

function tidy(sums: Sums): Sums {
  return Object.fromEntries(Object.entries(sums).filter(([, n]) => n !== 0));
}

/** The 数据 row: `在册124 新增10 异常0`, choices as `接种(是3 否1)`, nil answers as `(没有2)`. */
export function sumsLine(fields: Field[], sums: Sums): string {
  const words = fields.flatMap((field) => {
    const nils = sums[nilKey(field.name)] ?? 0;
    const { sums: how } = entryOf(field);
    if (how === "added") {
      return [labelled(field.name, `${sums[field.name] ?? 0}${nils > 0 ? `(没有${nils})` : ""}`)];
    }
    if (how !== "counted") return [];
    const shown = optionsOf(field).map(
      (option) => `${option}${sums[optionKey(field.name, option)] ?? 0}`,
    );
    return [`${field.name}(${[...shown, ...(nils > 0 ? [`没有${nils}`] : [])].join(" ")})`];
  });
  const nilReplies = sums[NIL_REPLY] ?? 0;
  return [...words, ...(nilReplies > 0 ? [`零报告${nilReplies}`] : [])].join(" ");
}

/** `覆盖20/20 100.0%` for the pair of 覆盖=已落实/应到: `a` done, of `b` expected. */
export function coverage(sums: Sums, pair: { a: string; b: string }): string {
  const n = sums[pair.a] ?? 0;
  const of = sums[pair.b] ?? 0;
  return `覆盖${n}/${of} ${percent(Number(toUnits(n)), Number(toUnits(of)))}`;
}
