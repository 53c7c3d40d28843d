/** One part of a scope, still in words: `杨林镇:网格,站所` is a place with two qualifiers. */
export interface Term {
  /** The words before the first colon, or before 各: a place, 全县, 级别 … */
  base: string;
  /** Words after the colon(s). */
  qualifiers: string[];
  /** As typed, for messages. */
  token: string;
}

/** A set that only the items know; the caller resolves it (SPEC §1.4 follow-ups). */
export type FollowUp =
  | { kind: "未报" | "未签收" | "困难"; item: string }
  | { kind: "field"; item: string; rule: string };

const FOLLOW_UP_WORDS = ["未报", "未签收", "困难"] as const;

/** Bases whose first word after the colon is a value, not a qualifier: `级别:一级:网格`. */
export const VALUE_BASES = ["级别", "颜色", "标签", "行业"] as const;

/**
 * Cuts a scope into terms. A list goes on after a colon (`全县:网格,虚拟单元`) while its words are
 * qualifiers; `isQualifier` tells, since `杨林镇:网格,池淮镇` begins a new place.
 */
export function splitScope(text: string, isQualifier: (word: string) => boolean): Term[] {
  const terms: Term[] = [];
  for (const piece of text.split(/[,，、]/).map((p) => p.trim().replaceAll("：", ":"))) {
    if (piece === "") continue;
    const last = terms.at(-1);
    const goesOn = last && last.qualifiers.length > 0 && !piece.includes(":") && isQualifier(piece);
    if (goesOn) {
      last.qualifiers.push(piece);
      last.token += `,${piece}`;
    } else terms.push(termOf(piece, isQualifier));
  }
  return terms;
}

function termOf(piece: string, isQualifier: (word: string) => boolean): Term {
  const [base = "", ...rest] = piece.split(":").map((p) => p.trim());
  if (rest.length > 0) {
    const value = VALUE_BASES.some((b) => b === base) ? rest.shift() : undefined;
    const whole = value === undefined ? base : `${base}:${value}`;
    return { base: whole, qualifiers: rest.filter((p) => p !== ""), token: piece };
  }
  const every = piece.lastIndexOf("各");
  const word = piece.slice(every + 1);
  if (every >= 0 && isQualifier(word)) {
    return { base: piece.slice(0, every) || "本辖区", qualifiers: [word], token: piece };
  }
  return { base, qualifiers: [], token: piece };
}

/** Reads `未报:<id>` and `<id>:异常>0`; undefined for anything else. */
export function followUpOf({ base, qualifiers, token }: Term): FollowUp | undefined {
  const kind = FOLLOW_UP_WORDS.find((word) => word === base);
  const [first] = qualifiers;
  if (kind) return first ? { kind, item: first } : undefined;
  if (!first || !/[<>=]/.test(first)) return undefined;
  return { kind: "field", item: base, rule: token.slice(token.indexOf(":") + 1).trim() };
}
