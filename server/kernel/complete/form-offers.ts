import { DEFAULT_TYPE, FIELD_TYPE_NAMES, FIELD_TYPES, FUTURE } from "#contract/field-types";
import type { Offer } from "../args/arg.ts";
import type { Context } from "../context.ts";
import { beginning } from "./match.ts";

/** A word or two that are always the same: 全部. */
export function fixedOffers(...words: string[]): (prefix: string) => Offer[] {
  return (prefix) =>
    words
      .filter(beginning(prefix))
      .map((word) => ({ insert: word, label: word, kind: "choice" as const }));
}

/** 字段=: names that the county prefills, then after `名:` the types. */
export function fieldTypeOffers(prefix: string, { org }: Context): Offer[] {
  const [name = "", type] = prefix.replaceAll("：", ":").split(":");
  if (type === undefined) {
    const known = Object.keys(org.profile.prefill).filter(beginning(name));
    return known.slice(0, 5).map((word) => ({
      insert: `${word}:${DEFAULT_TYPE}!`,
      label: word,
      detail: `${DEFAULT_TYPE}，必填，按名录预填`,
      kind: "field",
    }));
  }
  const types = FIELD_TYPE_NAMES.filter(beginning(type));
  const offers = types.map((word): Offer => {
    const rest = FIELD_TYPES[word].brackets === "options" ? "(甲|乙)" : "!";
    return { insert: `${name}:${word}${rest}`, label: word, kind: "field" };
  });
  const days = types.filter((word) => FIELD_TYPES[word].brackets === "future");
  const ahead = days.map((word): Offer => {
    const label = `${word}(${FUTURE})`;
    const detail = "往后的日子；不写就按已经过去的日子认";
    return { insert: `${name}:${label}!`, label, detail, kind: "field" };
  });
  return [...offers, ...ahead];
}

/** 催办=: the county's own ladders. */
export function ladderOffers(prefix: string, { org }: Context): Offer[] {
  return Object.entries(org.profile.ladders)
    .map(([mode, steps]): Offer => {
      const word = steps.map((minutes) => (minutes > 0 ? `+${minutes}` : `${minutes}`)).join(",");
      return { insert: word, label: word, detail: `${mode}时`, kind: "choice" };
    })
    .filter(({ insert }) => insert.startsWith(prefix.trim()));
}
